/** Why the rights on a server were not set, in words. */
import { describeWith, type Catalog, type Described } from '../../domain/kernel/sentence.js'
import type { SetupProblem } from './setup.js'

const words: Catalog<SetupProblem> = {
  NoRightsWithoutTls: {
    code: 'EVENTSTOREDB.NO_RIGHTS_WITHOUT_TLS',
    en: () => 'there is nothing to set: without TLS the server has no users and no rights',
    zh: () => '无可设置:未启用 TLS 的服务器没有用户和权限',
  },
  AdministratorNeeded: {
    code: 'EVENTSTOREDB.ADMINISTRATOR_NEEDED',
    en: () => 'only an administrator may set rights: connect as one, by --connection or ESDB_CONNECTION_STRING',
    zh: () => '只有管理员可以设置权限:请通过 --connection 或 ESDB_CONNECTION_STRING 以管理员身份连接',
  },
  CannotKeep: {
    code: 'EVENTSTOREDB.RIGHTS_NOT_KEEPABLE',
    en: ({ stream }) =>
      `${stream} holds what this program cannot write back unchanged, such as very long numbers: change it by hand`,
    zh: ({ stream }) => `${stream} 中含有本程序无法原样写回的内容(例如过长的数字):请手动修改`,
  },
  ChangedMeanwhile: {
    code: 'EVENTSTOREDB.RIGHTS_CHANGED_MEANWHILE',
    retryable: true,
    en: ({ stream }) => `somebody changed ${stream} in the meantime, and nothing was written there: run it again`,
    zh: ({ stream }) => `${stream} 刚被他人修改,未写入任何内容:请重新运行`,
  },
  NoAnswer: {
    code: 'EVENTSTOREDB.SETUP_UNANSWERED',
    retryable: true,
    en: ({ reason }) => `the server gave no clear answer (${reason}): run it again, which shows what was written`,
    zh: ({ reason }) => `服务器没有明确答复(${reason}):请重新运行,以查看写入结果`,
  },
}

export const describeSetupProblem: (problem: SetupProblem) => Described = describeWith(words)

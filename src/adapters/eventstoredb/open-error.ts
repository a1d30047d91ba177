/** Why a store could not be opened, as data, and in words that say what to do about it. No password ever stands here. */
import { describeWith, type Catalog, type Described } from '../../domain/kernel/sentence.js'
import type { ConnectionProblem } from './connection-string.js'

export type EventStoreDbOpenError =
  | ConnectionProblem
  | { readonly _tag: 'ClientMissing' }
  /** A file that the connection string names. */
  | { readonly _tag: 'CertificateFileMissing' }
  | { readonly _tag: 'ServerUnreachable'; readonly host: string; readonly reason: string }
  | { readonly _tag: 'CertificateNotTrusted'; readonly host: string }
  /** One side speaks TLS and the other does not. */
  | { readonly _tag: 'TlsMismatch'; readonly host: string; readonly serverSpeaks: 'tls' | 'plaintext' }
  | { readonly _tag: 'CredentialsRefused'; readonly host: string }
  | { readonly _tag: 'RightsMissing'; readonly host: string; readonly right: string }
  | { readonly _tag: 'NoLeader'; readonly host: string }
  | { readonly _tag: 'ServerTooOld'; readonly host: string; readonly version: string; readonly oldest: string }
  /** Appends in batches share state of the whole process inside the client. */
  | { readonly _tag: 'BatchesInUse' }

const words: Catalog<EventStoreDbOpenError> = {
  ConnectionStringInvalid: {
    code: 'EVENTSTOREDB.CONNECTION_STRING_INVALID',
    en: ({ key, rule }) => `the connection string is wrong at ${key}: it must be ${rule.en}`,
    zh: ({ key, rule }) => `连接字符串的 ${key} 有误,要求:${rule.zh}`,
  },
  ClientMissing: {
    code: 'EVENTSTOREDB.CLIENT_MISSING',
    en: () => 'the package @eventstore/db-client is not installed: npm install @eventstore/db-client@6.2.1',
    zh: () => '未安装 @eventstore/db-client:请执行 npm install @eventstore/db-client@6.2.1',
  },
  CertificateFileMissing: {
    code: 'EVENTSTOREDB.CERTIFICATE_FILE_MISSING',
    en: () => 'a certificate file of the connection string cannot be read: check tlsCAFile, userCertFile, userKeyFile',
    zh: () => '无法读取连接字符串中的证书文件:请检查 tlsCAFile、userCertFile 和 userKeyFile',
  },
  ServerUnreachable: {
    code: 'EVENTSTOREDB.SERVER_UNREACHABLE',
    retryable: true,
    en: ({ host, reason }) => `${host} cannot be reached (${reason}): check host, port and that the server is up`,
    zh: ({ host, reason }) => `无法连接 ${host}(${reason}):请检查主机、端口以及服务器是否已启动`,
  },
  CertificateNotTrusted: {
    code: 'EVENTSTOREDB.CERTIFICATE_NOT_TRUSTED',
    en: ({ host }) =>
      `the certificate of ${host} is not trusted: name its CA by tlsCAFile, and the host as in the certificate`,
    zh: ({ host }) => `不信任 ${host} 的证书:请用 tlsCAFile 指定 CA,并使用证书中的主机名`,
  },
  TlsMismatch: {
    code: 'EVENTSTOREDB.TLS_MISMATCH',
    en: ({ host, serverSpeaks }) =>
      serverSpeaks === 'tls'
        ? `${host} speaks TLS: remove tls=false`
        : `${host} does not speak TLS: add tls=false, or secure it`,
    zh: ({ host, serverSpeaks }) =>
      serverSpeaks === 'tls'
        ? `${host} 使用 TLS:请去掉 tls=false`
        : `${host} 未启用 TLS:请添加 tls=false,或为其启用 TLS`,
  },
  CredentialsRefused: {
    code: 'EVENTSTOREDB.CREDENTIALS_REFUSED',
    en: ({ host }) => `${host} does not accept the user or the password: check them, and escape @ : / ? in them`,
    zh: ({ host }) => `${host} 拒绝了用户名或密码:请检查,并对其中的 @ : / ? 进行转义`,
  },
  RightsMissing: {
    code: 'EVENTSTOREDB.RIGHTS_MISSING',
    en: ({ host, right }) => `on ${host} the user may not ${right}: npx after-sales esdb-check tells how to grant it`,
    zh: ({ host, right }) => `该用户在 ${host} 上没有权限(${right}):请运行 npx after-sales esdb-check 查看授权方法`,
  },
  NoLeader: {
    code: 'EVENTSTOREDB.NO_LEADER',
    retryable: true,
    en: ({ host }) => `${host} is no leader and knows none: name all nodes of the cluster, and wait for its election`,
    zh: ({ host }) => `${host} 不是主节点,也找不到主节点:请列出集群的全部节点,并等待选举完成`,
  },
  ServerTooOld: {
    code: 'EVENTSTOREDB.SERVER_TOO_OLD',
    en: ({ host, version, oldest }) => `${host} runs version ${version}: this library needs ${oldest} or later`,
    zh: ({ host, version, oldest }) => `${host} 的版本为 ${version}:本库要求 ${oldest} 或更高版本`,
  },
  BatchesInUse: {
    code: 'EVENTSTOREDB.BATCHES_IN_USE',
    en: () => "another store of this process appends in batches: open this one with appends: 'single'",
    zh: () => "本进程已有另一个存储使用批量写入:请以 appends: 'single' 打开此存储",
  },
}

export const describeEventStoreDbOpenError: (error: EventStoreDbOpenError) => Described = describeWith(words)

/** For callers of the promise twin: an error to throw, with the data behind it. */
export interface EventStoreDbOpenFailure extends Error {
  readonly problem: EventStoreDbOpenError
}

export const openFailure = (problem: EventStoreDbOpenError): EventStoreDbOpenFailure =>
  Object.assign(new Error(describeEventStoreDbOpenError(problem).en), { name: 'EventStoreDbOpenFailure', problem })

/** The findings of an opened server, in words. Each says what is so; a warning or a problem also how to mend it. */
import { MAX_APPEND_BYTES } from '../../ports/event-store.js'
import { finding, type Finding } from './check-finding.js'

const AS_ADMIN = 'as an administrator: npx after-sales esdb-check --setup'
const AS_ADMIN_ZH = '以管理员身份运行:npx after-sales esdb-check --setup'

const listed = (roles: ReadonlyArray<string>): string => roles.join(', ')
const listedZh = (roles: ReadonlyArray<string>): string => roles.join('、')

/** The call by which an administrator grants the reading of `$all`. */
const grantLog = (roles: ReadonlyArray<string>): string =>
  `setStreamMetadata('$all', { acl: { readRoles: [${[...roles, '$admins'].map((role) => `'${role}'`).join(', ')}] } })`

export const words = {
  serverAnswers: (host: string): Finding =>
    finding('server', 'ok', [`${host} answers, and accepts this connection`, `${host} 有响应,并接受此连接`]),
  leaderAnswers: (): Finding =>
    finding('leader', 'ok', ['a leader answers reads and appends', '主节点可以响应读取和写入']),
  versionOk: (version: string): Finding =>
    finding('version', 'ok', [`version ${version} is supported`, `支持版本 ${version}`]),
  /** Servers 24.2.0 to 24.10.4. */
  versionShielded: (version: string): Finding =>
    finding('version', 'ok', [
      `version ${version} is supported; it may send a false checkpoint, which this library passes over`,
      `支持版本 ${version};该版本可能发送错误的检查点,本库会忽略它`,
    ]),
  versionUnknown: (): Finding =>
    finding('version', 'not-checked', [
      'the server does not tell its version; 23.10 or later is needed',
      '服务器未提供版本号;要求 23.10 或更高版本',
    ]),
  secure: (): Finding =>
    finding('security', 'ok', [
      'the connection is encrypted, and the server checks who calls',
      '连接已加密,服务器会核对调用者身份',
    ]),
  insecure: (): Finding =>
    finding(
      'security',
      'warning',
      [
        'no TLS: everybody who reaches this server may read, write and delete everything',
        '未启用 TLS:任何能访问此服务器的人都可以读取、写入和删除全部数据',
      ],
      [
        'for anything but development start the server with certificates and users, and connect with tls=true',
        '除开发环境外,请为服务器配置证书和用户,并使用 tls=true 连接',
      ],
    ),
  isAdmin: (): Finding =>
    finding(
      'user',
      'warning',
      [
        'this user is an administrator, who may do everything, so that the rights of your application are not seen here',
        '该用户是管理员,拥有全部权限,因此这里看不出应用程序自身的权限',
      ],
      [
        'give the application a user of its own, and run this check once more as that user',
        '请为应用程序单独建立用户,并以该用户再次运行检查',
      ],
    ),
  isOrdinary: (): Finding => finding('user', 'ok', ['this user is no administrator', '该用户不是管理员']),
  mayRead: (): Finding => finding('read', 'ok', ['this user may read our streams', '该用户可以读取本库的流']),
  mayAppend: (): Finding =>
    finding('append', 'ok', [
      'this user may append to our streams (asked without writing anything)',
      '该用户可以写入本库的流(检查时未写入任何数据)',
    ]),
  mayNotAppend: (): Finding =>
    finding(
      'append',
      'problem',
      ['this user may not append to our streams', '该用户无权写入本库的流'],
      [
        `let the user bear a role that the default rights let write ($userStreamAcl.$w in $settings), or change those ${AS_ADMIN}`,
        `请让该用户具有默认权限允许写入的角色($settings 中的 $userStreamAcl.$w),或${AS_ADMIN_ZH}`,
      ],
    ),
  sizeOk: (): Finding =>
    finding('append-size', 'ok', [
      `appends of ${MAX_APPEND_BYTES} bytes are taken`,
      `可以写入 ${MAX_APPEND_BYTES} 字节的数据`,
    ]),
  sizeTooSmall: (): Finding =>
    finding(
      'append-size',
      'problem',
      [
        `the server takes no appends of ${MAX_APPEND_BYTES} bytes, which this library may need`,
        `服务器不接受 ${MAX_APPEND_BYTES} 字节的写入,而本库可能需要`,
      ],
      [
        `set --max-append-size to ${MAX_APPEND_BYTES} or more on every node, and look for proxies with limits of their own`,
        `请在每个节点上将 --max-append-size 设为 ${MAX_APPEND_BYTES} 或更大,并检查代理是否另有限制`,
      ],
    ),
  sizeNotChecked: (): Finding =>
    finding('append-size', 'not-checked', [
      'how large an append may be shows only to who may append',
      '只有可写入的用户才能检查写入大小上限',
    ]),
  mayFollowLog: (): Finding =>
    finding('log', 'ok', ['this user may read and follow the whole log', '该用户可以读取并订阅整个日志']),
  mayNotFollowLog: (roles: ReadonlyArray<string>): Finding =>
    finding(
      'log',
      'problem',
      [
        'this user may not read the whole log ($all), without which nothing is processed',
        '该用户无权读取整个日志($all),否则任何事务都无法处理',
      ],
      [
        `${AS_ADMIN}, or ${grantLog(roles)}, which replaces other metadata of $all; the user must bear that name or belong to that group`,
        `${AS_ADMIN_ZH},或调用 ${grantLog(roles)}(会覆盖 $all 的其他元数据);用户名须与之相同,或属于该组`,
      ],
    ),
  roleReadsLog: (roles: ReadonlyArray<string>): Finding =>
    finding('log-role', 'ok', [
      `users of the role ${listed(roles)} may read the whole log`,
      `角色 ${listedZh(roles)} 的用户可以读取整个日志`,
    ]),
  roleCannotReadLog: (missing: ReadonlyArray<string>): Finding =>
    finding(
      'log-role',
      'warning',
      [
        `users of the role ${listed(missing)} may not read the whole log ($all)`,
        `角色 ${listedZh(missing)} 的用户无权读取整个日志($all)`,
      ],
      [
        `npx after-sales esdb-check --setup, or ${grantLog(missing)}; --role names another role or user`,
        `运行 npx after-sales esdb-check --setup,或调用 ${grantLog(missing)};可用 --role 指定其他角色或用户`,
      ],
    ),
  defaultsOk: (roles: ReadonlyArray<string>): Finding =>
    finding('default-rights', 'ok', [
      `streams like ours are open to ${listed(roles)} and closed to other users`,
      `本库的流仅对 ${listedZh(roles)} 等指定角色开放`,
    ]),
  defaultsOpen: (): Finding =>
    finding(
      'default-rights',
      'warning',
      [
        'every user of this server may append to, delete or hide our streams: $settings sets no narrower default',
        '此服务器的任何用户都可以写入、删除或隐藏本库的流:$settings 未设置更严格的默认权限',
      ],
      [
        'npx after-sales esdb-check --setup writes an update-default-acl event to $settings after asking',
        'npx after-sales esdb-check --setup 会在询问后向 $settings 写入 update-default-acl 事件',
      ],
    ),
  defaultsExclude: (missing: ReadonlyArray<string>): Finding =>
    finding(
      'default-rights',
      'warning',
      [
        `the default rights keep users of the role ${listed(missing)} from reading or appending to our streams`,
        `默认权限不允许角色 ${listedZh(missing)} 的用户读取或写入本库的流`,
      ],
      [
        'npx after-sales esdb-check --setup adds the role; --role names another role or user',
        'npx after-sales esdb-check --setup 会添加该角色;可用 --role 指定其他角色或用户',
      ],
    ),
  defaultsHidden: (): Finding =>
    finding('default-rights', 'not-checked', [
      'only an administrator may see what the default rights are: run this check as one too',
      '只有管理员可以查看默认权限:请也以管理员身份运行此检查',
    ]),
  /** A question without an answer says nothing about rights. */
  unanswered: (check: Finding['check'], reason: string): Finding =>
    finding(
      check,
      'problem',
      [`no answer: ${reason}`, `没有得到答复:${reason}`],
      ['run the check again; if it stays so, look into the log of the server', '请再次运行;若仍如此,请查看服务器日志'],
    ),
}

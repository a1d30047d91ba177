/** Why a server could not be opened, as a finding: the words of the open error, and the next step for whoever sits there. */
import { finding, type CheckName, type Finding } from './check-finding.js'
import { describeEventStoreDbOpenError, type EventStoreDbOpenError } from './open-error.js'

const CHECKS: Readonly<Record<EventStoreDbOpenError['_tag'], CheckName>> = {
  ConnectionStringInvalid: 'connection',
  ClientMissing: 'client',
  CertificateFileMissing: 'certificate',
  ServerUnreachable: 'server',
  CertificateNotTrusted: 'certificate',
  TlsMismatch: 'security',
  CredentialsRefused: 'credentials',
  RightsMissing: 'read',
  NoLeader: 'leader',
  ServerTooOld: 'version',
  BatchesInUse: 'client',
}

type Words = readonly [en: string, zh: string]

const MENDS: Readonly<Record<EventStoreDbOpenError['_tag'], Words>> = {
  ConnectionStringInvalid: [
    'write it like esdb://user:password@host:2113?tls=true&tlsCAFile=/path/to/ca.crt, in quotes: a shell reads & itself',
    '请写成 esdb://user:password@host:2113?tls=true&tlsCAFile=/path/to/ca.crt 的形式,并加引号,因为 shell 会解释 &',
  ],
  ClientMissing: [
    'run npm install @eventstore/db-client@6.2.1 in the folder in which you run this command',
    '请在运行此命令的目录中执行 npm install @eventstore/db-client@6.2.1',
  ],
  CertificateFileMissing: [
    'give a full path, and see that this user of the machine may read the file',
    '请给出完整路径,并确认当前系统用户可以读取该文件',
  ],
  ServerUnreachable: [
    'open host:port in a browser, or ask curl for /health/live there; look at firewalls and, in containers, at published ports',
    '请用浏览器打开 host:port,或用 curl 访问 /health/live;检查防火墙,若在容器中运行请检查端口映射',
  ],
  CertificateNotTrusted: [
    "copy the CA's certificate from the server and name the file: tlsCAFile=/path/to/ca.crt",
    '请从服务器复制 CA 证书并指定该文件:tlsCAFile=/path/to/ca.crt',
  ],
  TlsMismatch: [
    'say tls=true or tls=false as the server was started; without TLS everybody may do everything',
    '请按服务器的启动方式填写 tls=true 或 tls=false;未启用 TLS 时任何人都可以执行任何操作',
  ],
  CredentialsRefused: [
    'log in to the web page of the server with this user; an administrator can set a new password there',
    '请用该用户登录服务器的管理页面;管理员可以在那里重设密码',
  ],
  RightsMissing: [
    "let the user bear one of the roles that the server's default rights name, or set them: --setup as an administrator",
    '请让该用户具有服务器默认权限中列出的角色,或由管理员用 --setup 设置',
  ],
  NoLeader: [
    'wait until the election is over; where it never ends, less than half of the nodes see each other',
    '请等待选举结束;若一直不结束,说明互相可见的节点不足半数',
  ],
  ServerTooOld: ['upgrade the server; 24.10 is the line with long support', '请升级服务器;24.10 是长期支持版本'],
  BatchesInUse: ['run this command in a process of its own', '请在单独的进程中运行此命令'],
}

const NO_USER: Words = [
  'the connection string names no user, and the server lets in nobody without a name',
  '连接字符串中没有用户,而服务器不接受匿名访问',
]
const NAME_ONE: Words = [
  'write the user into it: esdb://user:password@host:2113?…',
  '请在其中写明用户:esdb://user:password@host:2113?…',
]
const MAY_NOT_READ: Words = ['this user may not read our streams', '该用户无权读取本库的流']

export const openFinding = (error: EventStoreDbOpenError, namesUser: boolean): Finding => {
  if (error._tag === 'RightsMissing')
    return namesUser
      ? finding('read', 'problem', MAY_NOT_READ, MENDS.RightsMissing)
      : finding('credentials', 'problem', NO_USER, NAME_ONE)
  const { en, zh } = describeEventStoreDbOpenError(error)
  return finding(CHECKS[error._tag], 'problem', [en, zh], MENDS[error._tag])
}

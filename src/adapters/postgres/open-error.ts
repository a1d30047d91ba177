/** Why a store could not be opened, as data, and in words that say what to do about it. */
import { describeWith, type Catalog, type Described } from '../../domain/kernel/sentence.js'
import { quoted } from './names.js'

export type PostgresOpenError =
  /** Empty, longer than 63 bytes, or reserved by the server. */
  | { readonly _tag: 'NameRefused'; readonly name: string }
  /** Rows could be lost, mixed up or not written under this setting. */
  | { readonly _tag: 'ServerUnfit'; readonly setting: string; readonly wanted: string; readonly actual: string }
  /** `rights` as a GRANT names them. */
  | { readonly _tag: 'RightsMissing'; readonly user: string; readonly rights: ReadonlyArray<string> }
  | { readonly _tag: 'NewerSchema'; readonly schema: string; readonly found: number; readonly known: number }
  /** It holds tables of the same names that are not ours. Nothing was changed in it. */
  | { readonly _tag: 'ForeignSchema'; readonly schema: string }
  | { readonly _tag: 'ViewRefused'; readonly view: string; readonly reason: ViewProblem }
  | { readonly _tag: 'ServerUnavailable'; readonly reason: string }

export type ViewProblem = 'unknown_type' | 'column_name' | 'no_columns' | 'name_taken' | 'others_depend_on_it'

const PROBLEMS: Readonly<Record<ViewProblem, { readonly en: string; readonly zh: string }>> = {
  unknown_type: { en: 'a column has a type that is not in the list', zh: '有一列的类型不在支持列表中' },
  column_name: {
    en: 'a column has no name, one longer than 63 bytes, or the name of another of the view (key, sort and n are its own)',
    zh: '有一列的名称为空、超过 63 字节,或与该视图的其他列重名(key、sort、n 为视图自带的列)',
  },
  no_columns: { en: 'it declares no column', zh: '没有声明任何列' },
  name_taken: { en: 'something else has that name: choose another', zh: '名称已被占用:请换一个' },
  others_depend_on_it: {
    en: 'its columns have changed, and other objects depend on it: drop those first',
    zh: '它的列已改变,但有其他对象依赖它:请先删除那些对象',
  },
}

const words: Catalog<PostgresOpenError> = {
  NameRefused: {
    code: 'POSTGRES.NAME_REFUSED',
    en: ({ name }) =>
      `${quoted(name)} cannot be the name of a schema or view: choose one of 1 to 63 bytes, without pg_`,
    zh: ({ name }) => `${quoted(name)} 不能作为模式或视图的名称:请使用 1 到 63 字节、不以 pg_ 开头的名称`,
  },
  ServerUnfit: {
    code: 'POSTGRES.SERVER_UNFIT',
    en: ({ setting, wanted, actual }) =>
      `rows cannot be kept safe there: ${setting} is ${actual}, and must be ${wanted} for this user and database`,
    zh: ({ setting, wanted, actual }) =>
      `该服务器无法保证数据安全:${setting} 为 ${actual},对此用户和数据库应为 ${wanted}`,
  },
  RightsMissing: {
    code: 'POSTGRES.RIGHTS_MISSING',
    en: ({ user, rights }) =>
      `${quoted(user)} lacks rights; as their owner: ${rights.map((right) => `GRANT ${right} TO ${quoted(user)};`).join(' ')}`,
    zh: ({ user, rights }) =>
      `${quoted(user)} 缺少权限;请由所有者执行:${rights.map((right) => `GRANT ${right} TO ${quoted(user)};`).join(' ')}`,
  },
  NewerSchema: {
    code: 'POSTGRES.NEWER_SCHEMA',
    en: ({ schema, found, known }) =>
      `schema ${quoted(schema)} is at ${found}, this version knows ${known}: update after-sales, or name another schema`,
    zh: ({ schema, found, known }) =>
      `模式 ${quoted(schema)} 的版本为 ${found},当前版本只认识 ${known}:请升级 after-sales,或使用另一个模式`,
  },
  ForeignSchema: {
    code: 'POSTGRES.FOREIGN_SCHEMA',
    en: ({ schema }) => `schema ${quoted(schema)} holds tables of somebody else and was left as it is: name another`,
    zh: ({ schema }) => `模式 ${quoted(schema)} 中有不属于本库的表,未作任何改动:请换一个模式`,
  },
  ViewRefused: {
    code: 'POSTGRES.VIEW_REFUSED',
    en: ({ view, reason }) => `the view ${quoted(view)} cannot be made: ${PROBLEMS[reason].en}`,
    zh: ({ view, reason }) => `无法创建视图 ${quoted(view)}:${PROBLEMS[reason].zh}`,
  },
  ServerUnavailable: {
    code: 'POSTGRES.SERVER_UNAVAILABLE',
    retryable: true,
    en: ({ reason }) => `the database cannot be used: ${reason}`,
    zh: ({ reason }) => `数据库无法使用:${reason}`,
  },
}

export const describePostgresOpenError: (error: PostgresOpenError) => Described = describeWith(words)

/** For callers of the promise twin: an error to throw, with the data behind it. */
export interface PostgresOpenFailure extends Error {
  readonly problem: PostgresOpenError
}

export const openFailure = (problem: PostgresOpenError): PostgresOpenFailure =>
  Object.assign(new Error(describePostgresOpenError(problem).en), { name: 'PostgresOpenFailure', problem })

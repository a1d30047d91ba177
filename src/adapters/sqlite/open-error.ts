/** Why a file could not be opened, as data, and in words that say what to do about it. */
import { describeWith, type Catalog, type Described } from '../../domain/kernel/sentence.js'
import type { DriverMissing } from './driver.js'

export type SqliteOpenError =
  | DriverMissing
  /** It holds something, and that is not ours. Nothing was changed in it. */
  | { readonly _tag: 'ForeignFile'; readonly file: string }
  | { readonly _tag: 'NewerSchema'; readonly file: string; readonly schema: number; readonly known: number }
  /** Without this setting an acknowledged event could be lost. */
  | {
      readonly _tag: 'SettingNotTaken'
      readonly file: string
      readonly setting: string
      readonly wanted: string
      readonly actual: string
    }
  | { readonly _tag: 'FileUnavailable'; readonly file: string; readonly reason: string }

const words: Catalog<SqliteOpenError> = {
  DriverMissing: {
    code: 'SQLITE.DRIVER_MISSING',
    en: ({ reason }) =>
      `no SQLite driver (${reason}): use Node 22.13 or later, install @photostructure/sqlite 1.x, or pass a driver`,
    zh: ({ reason }) =>
      `没有 SQLite 驱动(${reason}):请使用 Node 22.13 或更高版本,安装 @photostructure/sqlite 1.x,或自行传入驱动`,
  },
  ForeignFile: {
    code: 'SQLITE.FOREIGN_FILE',
    en: ({ file }) => `${file} holds something else and was left as it is: name another file, or one that is not there`,
    zh: ({ file }) => `${file} 不是本库的文件,未作任何改动:请换一个文件名,或使用尚不存在的文件`,
  },
  NewerSchema: {
    code: 'SQLITE.NEWER_SCHEMA',
    en: ({ file, schema, known }) =>
      `${file} has schema ${schema}, this version knows ${known}: update after-sales, or restore a backup made before`,
    zh: ({ file, schema, known }) =>
      `${file} 的结构版本为 ${schema},当前版本只认识 ${known}:请升级 after-sales,或恢复升级前的备份`,
  },
  SettingNotTaken: {
    code: 'SQLITE.SETTING_NOT_TAKEN',
    en: ({ file, setting, wanted, actual }) =>
      `${file} cannot be kept safe: ${setting} is ${actual} instead of ${wanted}; use a file on a local disk`,
    zh: ({ file, setting, wanted, actual }) =>
      `${file} 无法保证不丢数据:${setting} 为 ${actual},应为 ${wanted};请使用本地磁盘上的文件`,
  },
  FileUnavailable: {
    code: 'SQLITE.FILE_UNAVAILABLE',
    retryable: true,
    en: ({ file, reason }) => `${file} cannot be opened (${reason}): check that its folder is there and may be written`,
    zh: ({ file, reason }) => `无法打开 ${file}(${reason}):请检查目录是否存在以及是否有写入权限`,
  },
}

export const describeSqliteOpenError: (error: SqliteOpenError) => Described = describeWith(words)

/** For callers of the promise twins: an error to throw, with the data behind it. */
export interface SqliteOpenFailure extends Error {
  readonly problem: SqliteOpenError
}

export const openFailure = (problem: SqliteOpenError): SqliteOpenFailure =>
  Object.assign(new Error(describeSqliteOpenError(problem).en), { name: 'SqliteOpenFailure', problem })

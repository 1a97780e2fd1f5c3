/** https://man7.org/linux/man-pages/man3/errno.3.html */
const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'такого файла или такой папки нет',
  EISDIR: 'это папка',
  ENOTDIR: 'одна из папок в этом пути — файл',
  EACCES: 'нет прав',
  EPERM: 'нет прав',
  EROFS: 'диск открыт только для чтения',
  ENOSPC: 'на диске нет места',
  EDQUOT: 'ваша доля диска исчерпана',
  EFBIG: 'файл вышел бы больше, чем разрешено',
  ELOOP: 'ссылки ведут по кругу',
  ENAMETOOLONG: 'имя слишком длинное',
  ERR_FS_FILE_TOO_LARGE: 'файл больше 2 ГБ',
};

/** Why a file cannot be read or written, in Russian and in the middle of a sentence. */
export function fileProblem(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return PROBLEMS[code] ?? message;
}

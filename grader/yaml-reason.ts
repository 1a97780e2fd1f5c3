/** The reasons of js-yaml that a lab's author meets, in the middle of a sentence. */
const REASONS: Readonly<Record<string, string>> = {
  'a whitespace character is expected after the key-value separator within a block mapping':
    'после двоеточия нужен пробел',
  'bad indentation of a mapping entry': 'у поля не тот отступ или в строке лишнее двоеточие',
  'bad indentation of a sequence entry': 'у элемента списка не тот отступ',
  'can not read a block mapping entry; a multiline key may not be an implicit key':
    'после имени поля нет двоеточия',
  'deficient indentation': 'отступ слишком мал',
  'duplicated mapping key': 'это поле уже есть выше',
  'end of the stream or a document separator is expected': 'отступ меньше, чем у строк выше',
  'expected a document, but the input is empty': 'файл пуст',
  'missed comma between flow collection entries': 'в скобках пропущена запятая',
  'tab characters must not be used in indentation': 'отступ сделан табуляцией, а нужны пробелы',
  'unexpected end of the stream within a double quoted scalar': 'кавычка " не закрыта',
  'unexpected end of the stream within a flow collection': 'скобка не закрыта',
  'unexpected end of the stream within a single quoted scalar': "кавычка ' не закрыта",
};

/** A rare reason stays in English: it can be searched for. */
export function yamlReason(reason: string): string {
  return REASONS[reason] ?? reason;
}

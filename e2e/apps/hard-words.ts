/** A word that no line of a telephone holds. */
export const longWord = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";

/** Sentences without a space. */
export const chinese = "你好，世界。这是一个没有空格的很长的中文句子，用来测试换行。".repeat(3);
export const chineseLabel = "要分析的文本（请输入任何内容，没有空格的很长的标签，用来测试换行）";

/** Words from right to left. */
export const arabic = "مرحبا بالعالم، هذا نص عربي مع English words وأرقام 12345.";
export const arabicLabel = "النص المطلوب تحليله";

export const longLabel = `A label that is longer than its field and has to go on a second line, ${longWord}`;

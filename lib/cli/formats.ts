/** How answers may be printed. */
export const assessFormats = ["table", "json", "sarif", "junit", "csv"] as const;
export const assertFormats = ["table", "json", "junit", "sarif"] as const;
export const questionFormats = ["table", "json"] as const;
export type AssessFormat = (typeof assessFormats)[number];
export type AssertFormat = (typeof assertFormats)[number];
export type QuestionFormat = (typeof questionFormats)[number];

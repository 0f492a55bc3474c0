/** How answers may be printed. */
export const assessFormats = ["table", "json", "sarif", "junit", "csv"] as const;
export const questionFormats = ["table", "json"] as const;
export type AssessFormat = (typeof assessFormats)[number];
export type QuestionFormat = (typeof questionFormats)[number];

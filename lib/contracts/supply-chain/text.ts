import { z } from "zod";

/** @returns the schema of one line of plain text. */
export const lineOfText = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    .refine((value) => value.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(value), "Use one line of plain text.");

/** @returns a text as a pattern of LIKE that matches itself alone. */
export function literal(text: string): string {
  return text.replaceAll(/[\\%_]/g, "\\$&");
}

/** @returns the pattern of LIKE for texts that contain this one. */
export function containing(text: string): string {
  return `%${literal(text)}%`;
}

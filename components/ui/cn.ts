import { type ClassValue, clsx } from "clsx";

/** @returns the class names joined. It does not merge: two classes that set the same property must not both be given. */
export function cn(...values: ClassValue[]): string {
  return clsx(values);
}

/** The files that `verify` is given, read whole and held to a size. */
import { readFile, stat } from "node:fs/promises";
import { err, type Failure, ok, type Result } from "#core/result.ts";

const mebibyte = 1024 * 1024;
const largestDocument = 16 * mebibyte;
const largestArtifact = 1024 * mebibyte;

export function readArtifact(file: string): Promise<Result<Buffer, Failure>> {
  return readBounded(file, largestArtifact);
}

export async function readText(file: string): Promise<Result<string, Failure>> {
  const bytes = await readBounded(file, largestDocument);
  return bytes.ok ? ok(bytes.value.toString("utf8")) : bytes;
}

/** @returns what the file says as JSON; a file that is none is told by its name. */
export async function readJson(file: string): Promise<Result<unknown, Failure>> {
  const text = await readText(file);
  if (!text.ok) return text;
  try {
    return ok(JSON.parse(text.value));
  } catch {
    return err({ code: "usage", message: "This is no JSON.", remedy: "Give the file as the signer wrote it.", path: file });
  }
}

async function readBounded(file: string, largest: number): Promise<Result<Buffer, Failure>> {
  try {
    const { size } = await stat(file);
    if (size > largest) return tooLarge(file, largest);
    return ok(await readFile(file));
  } catch (error) {
    const why =
      error instanceof Error && "code" in error && error.code === "ENOENT" ? "There is no such file." : "It cannot be read.";
    return err({ code: "usage", message: why, remedy: "", path: file });
  }
}

function tooLarge(file: string, largest: number): Result<never, Failure> {
  const message = `It is larger than the ${largest / mebibyte} MiB that are read.`;
  return err({ code: "usage", message, remedy: "Verify it by its digest with --digest.", path: file });
}

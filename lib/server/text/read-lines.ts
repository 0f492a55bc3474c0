/** A file of lines as it comes: gigabytes take the memory of a line. Gzip is unpacked. */
import { pipeline, Readable } from "node:stream";
import { setImmediate as turn } from "node:timers/promises";
import { createGunzip } from "node:zlib";
import { err, ok, type Result } from "../../core/result.ts";

export interface LinesError {
  /** It goes on after the limit, or is compressed and cannot be unpacked. */
  readonly code: "tooLarge" | "unreadable";
}

export interface Lines {
  /** Bytes after unpacking. */
  readonly most: number;
  /** Takes a line that is not blank; undefined for one that is too long to be read. */
  readonly read: (line: Buffer | undefined) => void;
}

const newline = 0x0a;
/** Events of audit logs with whole requests and responses are long; the API server takes no request above 3 MB. */
const longestLine = 16 * 1024 * 1024;

/** Reads line by line, with a pause after each piece. @returns a failure where it goes on after `most` bytes. */
export async function readLines(
  chunks: AsyncIterable<Uint8Array>,
  { most, read }: Lines,
): Promise<Result<undefined, LinesError>> {
  const lines = createLines((line) => {
    if (!isBlank(line)) read(line.length > longestLine ? undefined : line);
  });
  let bytes = 0;
  try {
    for await (const chunk of await unpacked(chunks)) {
      bytes += chunk.length;
      if (bytes > most) return err({ code: "tooLarge" });
      lines.push(chunk);
      await turn();
    }
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code ?? "").startsWith("Z_")) throw error;
    return err({ code: "unreadable" });
  }
  lines.end();
  return ok(undefined);
}

function isBlank(line: Buffer): boolean {
  return line.length < 3 && line.toString("latin1").trim() === "";
}

/** @returns the chunks, unpacked where they are gzip. @throws while they are read where they cannot be unpacked: a code that begins with `Z_`. */
export async function unpacked(chunks: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const { beginning, whole } = await begun(chunks, 2);
  const isGzip = beginning[0] === 0x1f && beginning[1] === 0x8b;
  // What breaks off is told to whoever reads on, and not twice.
  return isGzip ? pipeline(Readable.from(whole), createGunzip(), () => undefined) : whole;
}

export interface Begun {
  /** As many bytes as were asked for, or all that there are; perhaps more. */
  readonly beginning: Buffer;
  /** The chunks from their beginning on, once. */
  readonly whole: AsyncIterable<Uint8Array>;
}

/** Looks at the first bytes of what streams. */
export async function begun(chunks: AsyncIterable<Uint8Array>, bytes: number): Promise<Begun> {
  const iterator = chunks[Symbol.asyncIterator]();
  let beginning = Buffer.alloc(0);
  while (beginning.length < bytes) {
    const next = await iterator.next();
    if (next.done) break;
    beginning = Buffer.concat([beginning, next.value]);
  }
  async function* whole(): AsyncGenerator<Uint8Array, void> {
    yield beginning;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { beginning, whole: whole() };
}

/** Cuts chunks into lines; of a line that is too long only a part is kept, still too long. */
function createLines(read: (line: Buffer) => void) {
  let kept: Buffer[] = [];
  let length = 0;
  const finish = (rest: Buffer) => {
    read(kept.length === 0 ? rest : Buffer.concat([...kept, rest]));
    kept = [];
    length = 0;
  };
  return {
    push(chunk: Uint8Array): void {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      let start = 0;
      for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
        finish(bytes.subarray(start, end));
        start = end + 1;
      }
      if (start === bytes.length || length > longestLine) return;
      kept.push(bytes.subarray(start));
      length += bytes.length - start;
    },
    end: () => finish(Buffer.alloc(0)),
  };
}

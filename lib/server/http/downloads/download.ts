/**
 * A file that streams: never kept by a cache, never taken for anything but a file, never faster than its reader. What breaks in
 * the middle breaks the answer: a short file must not look like a whole one.
 */
import { reportUnexpected } from "../unexpected.ts";

export interface Download {
  readonly fileName: string;
  /** Media type. */
  readonly type: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The file, a piece at a time. */
  readonly texts: AsyncGenerator<string, void>;
}

/** Milliseconds after which a reader who takes nothing has left: what it holds of the database is others' too. */
const patience = 60_000;
/** Characters of a piece that is sent by itself. */
const pieceLength = 64 * 1024;

/** @returns the file as a response; `ended` is called once, however it ends. */
export function download(
  request: Request,
  { fileName, type, headers = {}, texts }: Download,
  ended: () => void = () => undefined,
): Response {
  return new Response(streamOf(texts, { gone: request.signal, patience, ended }), {
    headers: {
      ...headers,
      "content-type": type,
      "content-disposition": `attachment; filename="${safeFileName(fileName)}"`,
      "cache-control": "private, no-store, no-transform",
      "x-content-type-options": "nosniff",
      "x-accel-buffering": "no",
    },
  });
}

/** @returns the name with nothing in it that a header or a file system could misread, and no longer than either takes. */
export function safeFileName(name: string): string {
  const point = name.lastIndexOf(".");
  const safe = (text: string) => text.replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^-+|-+$/g, "");
  return `${safe(name.slice(0, point)).slice(0, 150) || "drydock"}.${safe(name.slice(point + 1)) || "txt"}`;
}

export interface Reader {
  readonly gone: AbortSignal;
  readonly patience: number;
  readonly ended: () => void;
}

/** @returns the texts as bytes, made as fast as they are read. */
export function streamOf(texts: AsyncGenerator<string, void>, { gone, patience, ended }: Reader): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let waiting: NodeJS.Timeout | undefined;
  let over = false;
  const end = () => {
    clearTimeout(waiting);
    if (over) return false;
    over = true;
    ended();
    return true;
  };
  const leave = async (error: Error, controller: ReadableStreamDefaultController) => {
    if (!end()) return;
    controller.error(error);
    await texts.return();
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        if (gone.aborted) void leave(new Error("The reader has left."), controller);
        gone.addEventListener("abort", () => void leave(new Error("The reader has left."), controller), { once: true });
      },
      async pull(controller) {
        clearTimeout(waiting);
        try {
          const piece = await nextPiece(texts);
          if (over) return;
          if (piece !== undefined) controller.enqueue(encoder.encode(piece));
          else if (end()) controller.close();
          if (!over)
            waiting = setTimeout(() => void leave(new Error("The reader took nothing for too long."), controller), patience);
        } catch (error) {
          // Of what was ended for a reader who left, nobody need know.
          if (over) return;
          reportUnexpected(error);
          if (end()) controller.error(new Error("The file could not be finished."));
        }
      },
      async cancel() {
        end();
        await texts.return();
      },
    },
    { highWaterMark: 1 },
  );
}

/** @returns texts together until they are worth sending, or undefined at the end. */
async function nextPiece(texts: AsyncGenerator<string, void>): Promise<string | undefined> {
  let piece = "";
  while (piece.length < pieceLength) {
    const { value, done } = await texts.next();
    if (done) return piece === "" ? undefined : piece;
    piece += value;
  }
  return piece;
}

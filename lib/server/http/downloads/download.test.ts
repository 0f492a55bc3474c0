import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { download, safeFileName, streamOf } from "./download.ts";

const piece = "x".repeat(64 * 1024);

/** Says how far it was read, and whether it was told that nobody reads any more. */
function source(pieces: number, failsAt = Number.POSITIVE_INFINITY) {
  const seen = { made: 0, released: false };
  async function* texts(): AsyncGenerator<string, void> {
    try {
      for (; seen.made < pieces; seen.made++) {
        if (seen.made === failsAt) throw new Error("the database went away");
        yield piece;
      }
    } finally {
      seen.released = true;
    }
  }
  return { seen, texts: texts() };
}

function opened(pieces: number, { failsAt, gone = new AbortController() }: { failsAt?: number; gone?: AbortController } = {}) {
  const { seen, texts } = source(pieces, failsAt);
  const ended = vi.fn();
  const stream = streamOf(texts, { gone: gone.signal, patience: 60_000, ended });
  return { seen, ended, gone, reader: stream.getReader() };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("a file that streams", () => {
  it("arrives whole, and ends once", async () => {
    const { texts } = source(3);
    const ended = vi.fn();
    const response = download(new Request("http://a.example"), { fileName: "a b.csv", type: "text/csv", texts }, ended);
    expect(await response.text()).toHaveLength(3 * piece.length);
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="a-b.csv"');
    expect(ended).toHaveBeenCalledOnce();
  });

  it("is made no faster than it is read", async () => {
    const { seen, reader } = opened(100);
    await reader.read();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(seen.made).toBeLessThan(5);
  });

  it("is given up when its reader leaves, aborts or takes nothing for a minute", async () => {
    const left = opened(100);
    await left.reader.read();
    await left.reader.cancel();
    const aborted = opened(100);
    await aborted.reader.read();
    aborted.gone.abort();
    const stalled = opened(100);
    await stalled.reader.read();
    await vi.advanceTimersByTimeAsync(61_000);
    for (const { ended, seen } of [left, aborted, stalled]) {
      expect(ended).toHaveBeenCalledOnce();
      expect(seen.released).toBe(true);
    }
  });

  it("breaks where it could not be finished, so that it does not look whole", async () => {
    const { reader, ended } = opened(100, { failsAt: 1 });
    await expect(async () => {
      while (!(await reader.read()).done);
    }).rejects.toThrow("could not be finished");
    expect(ended).toHaveBeenCalledOnce();
  });
});

describe("the name of a file", () => {
  it.each([
    ["drydock-findings-payments-eu-scan-3.csv", "drydock-findings-payments-eu-scan-3.csv"],
    ['x"; filename="evil.exe.csv', "x-filename-evil-exe.csv"],
    ["../../etc/passwd\r\nSet-Cookie: a.csv", "etc-passwd-Set-Cookie-a.csv"],
    ["\u202egnp.csv", "gnp.csv"],
    [`${"n".repeat(300)}.csv`, `${"n".repeat(150)}.csv`],
    [".csv", "drydock.csv"],
  ])("%j is %s", (given, safe) => expect(safeFileName(given)).toBe(safe));
});

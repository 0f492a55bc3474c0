import { expect, test } from "vitest";
import { readUpload } from "./read-upload.ts";

const advisory = {
  id: "GHSA-2222-2222-2222",
  modified: "2026-01-01T00:00:00Z",
  affected: [{ package: { ecosystem: "npm", name: "a" } }],
};

async function* chunksOf(text: string) {
  yield Buffer.from(text);
}

const read = (text: string) => readUpload(chunksOf(text), 64 * 1024 * 1024);

test("advisories one a line are read to the last one, with or without an end of line, and what is none is counted", async () => {
  const line = JSON.stringify(advisory);
  const found = { ok: true, value: { kind: "osv", unread: 1 } };
  for (const text of [`${line}\r\n\n${line}\nno advisory\n`, `${line}\nno advisory\n\n${line}`]) {
    const answer = await read(text);
    expect(answer).toMatchObject(found);
    expect(answer).toHaveProperty("value.advisories.length", 2);
  }
});

test("a file of more lines than are read is refused, and never read as if it ended there", async () => {
  const one = `{"id":"A-1","modified":"2026-01-01T00:00:00Z"}\n`;
  expect(await read(one.repeat(200_000))).toMatchObject({ ok: true, value: { kind: "osv" } });
  expect(await read(one.repeat(200_001))).toMatchObject({
    ok: false,
    error: { code: "tooLarge", message: expect.stringContaining("200,000 lines"), remedy: expect.stringContaining("all.zip") },
  });
});

test("a text whose first line is no JSON is refused as no document, however many lines it has", async () => {
  expect(await read("x\n".repeat(300_000))).toMatchObject({ ok: false, error: { code: "unreadable" } });
});

import { describe, expect, it } from "vitest";
import { parseServer } from "./drydock-server.ts";

describe("parseServer", () => {
  it.each([
    ["https://drydock.example.com", "https://drydock.example.com"],
    ["https://drydock.example.com/clusters", "https://drydock.example.com"],
    ["http://127.0.0.1:3000", "http://127.0.0.1:3000"],
    ["http://localhost:3000/", "http://localhost:3000"],
    ["http://[::1]:3000", "http://[::1]:3000"],
  ])("takes %s", (text, origin) => {
    expect(parseServer(text)).toEqual({ ok: true, value: origin });
  });

  it.each([
    ["http://drydock.example.com", "not encrypted"],
    ["http://127.0.0.1.example.com", "not encrypted"],
    ["http://10.0.0.1:3000", "not encrypted"],
    ["https://me:secret@drydock.example.com", "user name or password"],
    ["ftp://drydock.example.com", "not the address of a server"],
    ["drydock", "not the address of a server"],
  ])("refuses %s", (text, says) => {
    const parsed = parseServer(text);
    expect(parsed.ok ? "" : parsed.error.message).toContain(says);
    expect(parsed.ok ? "" : parsed.error.remedy).toContain("--server");
  });
});

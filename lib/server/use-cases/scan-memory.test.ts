import { describe, expect, test } from "vitest";
import { ScanMemory } from "./scan-memory.ts";

function counted() {
  const made: string[] = [];
  const make =
    (name: string, weight = 1) =>
    async () => {
      made.push(name);
      return { value: name, weight };
    };
  return { made, make };
}

describe("ScanMemory", () => {
  test("makes a thing once, also for who asks at the same time", async () => {
    const memory = new ScanMemory(10);
    const { made, make } = counted();
    await Promise.all([memory.get("a", make("a")), memory.get("a", make("a"))]);
    expect(await memory.get("a", make("a"))).toBe("a");
    expect(made).toEqual(["a"]);
  });

  test("lets go of what was not asked for longest, and only for room", async () => {
    const memory = new ScanMemory(10);
    const { made, make } = counted();
    for (const name of ["a", "b", "c"]) await memory.get(name, make(name, 3));
    await memory.get("a", make("a", 3));
    await memory.get("d", make("d", 3));
    for (const name of ["a", "c", "d"]) await memory.get(name, make(name, 3));
    expect(made).toEqual(["a", "b", "c", "d"]);
    await memory.get("b", make("b", 3));
    expect(made.at(-1)).toBe("b");
  });

  test("keeps what is larger than all the room until something else comes", async () => {
    const memory = new ScanMemory(10);
    const { made, make } = counted();
    await memory.get("huge", make("huge", 99));
    await memory.get("huge", make("huge", 99));
    expect(made).toEqual(["huge"]);
    await memory.get("a", make("a"));
    await memory.get("huge", make("huge", 99));
    expect(made).toEqual(["huge", "a", "huge"]);
  });

  test("keeps neither a failure nor an absence", async () => {
    const memory = new ScanMemory(10);
    const { make } = counted();
    await expect(memory.get("a", () => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
    expect(await memory.get("a", async () => undefined)).toBeUndefined();
    expect(await memory.get("a", make("a"))).toBe("a");
  });
});

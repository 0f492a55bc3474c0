import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { api } from "#contracts/api.ts";
import { reduceContract } from "./contract.ts";

test("the browser's routes are those of the contract", () => {
  const kept: unknown = JSON.parse(readFileSync(new URL("./routes.json", import.meta.url), "utf8"));
  expect(kept).toEqual(reduceContract(api));
});

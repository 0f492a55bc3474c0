import { expect, test } from "vitest";
import { scopeOf } from "./scope.ts";

const scope = (address: string) => {
  const url = new URL(address, "http://localhost");
  return scopeOf(url.pathname, url.searchParams);
};

test("a cluster's page is about that cluster", () => {
  expect(scope("/clusters/cls_abcdefghij")).toEqual({ clusterId: "cls_abcdefghij", scanId: undefined });
});

test("one cluster in the address narrows, several do not", () => {
  expect(scope("/findings?cluster=cls_abcdefghij").clusterId).toBe("cls_abcdefghij");
  expect(scope("/findings?cluster=cls_abcdefghij,cls_bbbbbbbbbb").clusterId).toBeUndefined();
});

test("a scan is named by the path or by the address", () => {
  expect(scope("/scans/scn_abcdefghij/compare").scanId).toBe("scn_abcdefghij");
  expect(scope("/access?scan=scn_abcdefghij").scanId).toBe("scn_abcdefghij");
});

test("the wizard is about no cluster", () => {
  expect(scope("/clusters/register?step=way")).toEqual({ clusterId: undefined, scanId: undefined });
});

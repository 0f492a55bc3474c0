import { expect, test } from "vitest";
import { addressOfView, searchOfPage } from "./view-address.ts";

test("a view leads back to what was saved, and says where it came from", () => {
  const search = searchOfPage("findings", "/findings", "severity=high&view=viw_old");
  expect(addressOfView({ id: "viw_a", page: "findings", search })).toBe("/findings?severity=high&view=viw_a");
});

test("a comparison keeps both of its scans", () => {
  const search = searchOfPage("comparison", "/scans/scn_b/compare", "with=scn_a&change=new");
  expect(addressOfView({ id: "viw_a", page: "comparison", search })).toBe(
    "/scans/scn_b/compare?with=scn_a&change=new&view=viw_a",
  );
});

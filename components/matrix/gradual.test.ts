import { describe, expect, it } from "vitest";
import { admit } from "./gradual.ts";

describe("admit", () => {
  it("takes everything where little is new", () => {
    expect(admit("1,2,3", "2,3,4", 2)).toBe("2,3,4");
  });

  it("takes a few new ones from the middle, and keeps those that are drawn", () => {
    expect(admit("0", "0,10,11,12,13,14", 2)).toBe("0,11,12");
  });

  it("drops what is no longer wanted at once", () => {
    expect(admit("1,2,3", "50,51,52,53,54", 1)).toBe("52");
  });

  it("comes to what is wanted after a few turns", () => {
    const wanted = Array.from({ length: 45 }, (_, place) => 100 + place).join();
    let drawn = "";
    let turns = 0;
    for (; drawn !== wanted; turns++) drawn = admit(drawn, wanted, 10);
    expect(turns).toBe(5);
  });
});

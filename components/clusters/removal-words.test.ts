import { expect, it } from "vitest";
import { removalLines } from "./removal-words.ts";

const nothing = {
  scans: 0,
  findings: 0,
  comments: 0,
  assigned: 0,
  waivers: 0,
  links: 0,
  schedules: 0,
  uploads: 0,
  users: 0,
  reviews: 0,
  assertions: 0,
};

it("names what there is, and no more", () => {
  expect(removalLines({ ...nothing, credential: false })).toEqual({ deleted: [], ended: [] });
  expect(
    removalLines({
      ...nothing,
      scans: 30,
      findings: 4210,
      comments: 1,
      links: 1,
      users: 2,
      reviews: 1,
      assertions: 1,
      credential: true,
    }),
  ).toEqual({
    deleted: [
      "30 scans",
      "4,210 findings",
      "1 comment",
      "its part of 1 access review, also where it is signed off",
      "its credential",
    ],
    ended: [
      "1 share link that shows it stops to open",
      "1 file of assertions goes on without it",
      "2 people’s scopes no longer name it",
    ],
  });
});

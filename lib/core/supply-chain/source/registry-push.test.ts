import { expect, it } from "vitest";
import { pushPlace, registryPushWords } from "./registry-push.ts";

const host = "harbor.test";
const words = (look: object) => registryPushWords({ host, ...look }).map(({ says }) => says);
const lookedAt = new Date("2026-11-29T00:00:00Z");
const pusher = (name: string, kind = "person", role = "developer") => ({ name, kind, role });

it("names who may push by kind, with the day and what was not seen", () => {
  const answer = {
    place: "project acme",
    pushers: [pusher("jane"), pusher("robot$ci", "robot", "push")],
    unseen: ["Robots of the whole installation were not looked at."],
  };
  expect(words({ api: "harbor", answer, lookedAt })).toEqual([
    "As of 2026-11-29, 2 may push to project acme: people jane (developer); robots robot$ci (push).",
    "Robots of the whole installation were not looked at.",
  ]);
});

it("tells that nobody looked from that nobody may push, and what to do", () => {
  expect(words({})).toEqual([expect.stringContaining("not looked. Choose under Settings → Registries")]);
  expect(words({ api: "harbor" })).toEqual(["Who may push to it: not looked. It was not asked yet."]);
  expect(words({ api: "harbor", failure: { message: "Refused (403).", remedy: "Do this." } })).toEqual([
    "Who may push to it: not looked. Refused (403). Do this.",
  ]);
  const answer = { place: "project acme", pushers: [], unseen: [] };
  expect(words({ api: "harbor", answer, lookedAt })).toEqual(["As of 2026-11-29 it names nobody who may push to project acme."]);
});

it("keeps an older answer with its day, and says that a newer one failed", () => {
  const answer = { place: "project acme", pushers: [pusher("jane")], unseen: [] };
  expect(words({ api: "harbor", answer, lookedAt, failure: { message: "It failed (500).", remedy: "" } })).toEqual([
    "As of 2026-11-29, 1 may push to project acme: people jane (developer).",
    "It could not be asked again: It failed (500).",
  ]);
});

it("names the first twenty and how many more there are", () => {
  const pushers = Array.from({ length: 25 }, (_, place) => pusher(`p${place}`));
  expect(words({ api: "gitlab", answer: { place: "x", pushers, unseen: [] }, lookedAt })[0]).toMatch(
    /25 may push.* and 5 more\.$/,
  );
});

it("asks Harbor by project, and Quay and GitLab by repository", () => {
  const places = (["harbor", "quay", "gitlab"] as const).map((api) => pushPlace(api, "acme/shop/web"));
  expect(places).toEqual(["acme", "acme/shop/web", "acme/shop/web"]);
});

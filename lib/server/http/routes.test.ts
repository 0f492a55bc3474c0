import { expect, test } from "vitest";
import { needs } from "../../contracts/needs.ts";
import { isPublicRoute, routes } from "./routes.ts";

test.each(routes.map((route) => [route.name, route]))("%s says what it needs, where it is and what it is", (_name, route) => {
  expect(needs).toContain(route.needs);
  expect(route.path).toMatch(/^\/[a-z-]+(\/(\{[a-z]+\}|[a-z-]+))*$/);
  const { summary, tags, method } = route.procedure["~orpc"].route;
  expect(["GET", "POST", "PUT", "PATCH", "DELETE"]).toContain(method);
  expect(summary).toMatch(/^[A-Z].+[^.]$/);
  expect(tags).toHaveLength(1);
});

test("no two routes are at one place", () => {
  const places = routes.map(({ method, path }) => `${method} ${path.replaceAll(/\{[a-z]+\}/g, "{}")}`);
  expect(new Set(places).size).toBe(places.length);
});

test("only the set-up, and what a link's token opens, is open to everybody", () => {
  const open = ["session.setup", "invitations.open", "invitations.accept", "passwordResets.open", "passwordResets.use"];
  expect(routes.filter((route) => route.needs === "public").map((route) => route.name)).toEqual(open);
  expect(isPublicRoute("POST", "/setup")).toBe(true);
  for (const path of ["/setup/", "/SETUP", "/fleet", "/setup%2f", ""]) expect(isPublicRoute("POST", path)).toBe(false);
  expect(isPublicRoute("GET", "/setup")).toBe(false);
});

test("what only reads is a GET, and a GET needs no right to change", () => {
  const reading = [
    "public",
    "signedIn",
    "account:own",
    "report:read",
    "audit:read",
    "cluster:admin",
    "user:admin",
    "settings:admin",
  ];
  // What nobody needs to know who does not do it.
  const forDoing = ["shareLinks.rules", "shareLinks.list", "findingLife.keys", "findingLife.assignees", "reviews.reviewers"];
  const asked = routes.filter(({ method, name }) => method === "GET" && !forDoing.includes(name));
  for (const { name, needs: need } of asked) expect([name, reading.includes(need ?? "")]).toEqual([name, true]);
});

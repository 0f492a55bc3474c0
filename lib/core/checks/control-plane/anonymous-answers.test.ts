import type { AnonymousProbe } from "../../inventory/anonymous.ts";
import { checkTester } from "../tester.ts";
import anonymousAnswers from "./anonymous-answers.ts";

const asked = (...answers: readonly (readonly [path: string, status: number, open?: true])[]): AnonymousProbe => ({
  state: "asked",
  answers: answers.map(([path, status, open]) => ({ path, status, ...(open && { open }) })),
});
const health = [
  ["/version", 200, true],
  ["/livez", 200, true],
  ["/readyz", 200, true],
  ["/healthz", 200, true],
] as const;

checkTester(anonymousAnswers, {
  pass: [
    { name: "its version and health, as by default", objects: [], anonymous: asked(...health, ["/api", 403]) },
    { name: "nothing at all", objects: [], anonymous: asked(["/version", 401], ["/api", 401]) },
    { name: "a login page of something before it", objects: [], anonymous: asked(["/version", 200], ["/api", 200]) },
  ],
  fail: [
    {
      name: "the list of its APIs",
      objects: [],
      anonymous: asked(...health, ["/api", 200, true]),
      finds: [{ message: "beyond", object: "Cluster kubernetes" }],
    },
  ],
  notAssessed: [
    { name: "nobody asked", objects: [] },
    { name: "the server was not well when it was asked", objects: [], anonymous: asked(...health, ["/api", 503]) },
    { name: "the server was asked too often", objects: [], anonymous: asked(...health, ["/api", 429]) },
    { name: "the list of its APIs was not asked for", objects: [], anonymous: asked(...health) },
    {
      name: "no answer came",
      objects: [],
      anonymous: { state: "unread", gap: { resource: "/version", reason: "timeout", detail: "no answer" } },
    },
  ],
});

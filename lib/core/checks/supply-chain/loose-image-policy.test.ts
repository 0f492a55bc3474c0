import { checkTester } from "../tester.ts";
import { issuer, kyvernoPolicy, sigstorePolicy } from "./enforcement-worlds.ts";
import looseImagePolicy from "./loose-image-policy.ts";

const keyless = (...identities: readonly object[]) => ({ authorities: [{ keyless: { identities } }] });
const exact = { issuer, subject: "https://github.com/acme/shop/.github/workflows/build.yml@refs/heads/main" };

checkTester(looseImagePolicy, {
  pass: [
    {
      name: "a key, an exact subject, a pattern from beginning to end, and what further extensions narrow",
      objects: [
        sigstorePolicy("key"),
        sigstorePolicy("exact", keyless(exact)),
        sigstorePolicy("bound", keyless({ issuer, subjectRegExp: "^https://github\\.com/acme/.*$" })),
        kyvernoPolicy("narrowed", {
          attestors: [{ entries: [{ keyless: { issuer, subject: "*", additionalExtensions: { a: "b" } } }] }],
        }),
      ],
    },
  ],
  fail: [
    {
      name: "anybody: no identity, an issuer alone, a pattern of everything",
      objects: [
        sigstorePolicy("none", keyless()),
        sigstorePolicy("issuer", keyless({ issuer })),
        kyvernoPolicy("everything", { attestors: [{ entries: [{ keyless: { issuer, subjectRegExp: ".*" } }] }] }),
        sigstorePolicy("one-of-two", keyless(exact, { issuer, subjectRegExp: "^.*$" })),
      ],
      finds: [
        { message: "anybody", object: "ClusterImagePolicy none" },
        { message: "anybody", object: "ClusterImagePolicy issuer" },
        { message: "anybody", object: "ClusterPolicy everything" },
        { message: "anybody", object: "ClusterImagePolicy one-of-two" },
      ],
    },
    {
      name: "a pattern that fits anywhere, no log, and no signature at all",
      objects: [
        sigstorePolicy("open", keyless({ issuer, subjectRegExp: "https://github.com/acme/" })),
        kyvernoPolicy("unlogged", {
          attestors: [{ entries: [{ attestor: { entries: [{ keyless: { ...exact, rekor: { ignoreTlog: true } } }] } }] }],
        }),
        sigstorePolicy("passes", { authorities: [{ static: { action: "pass" } }] }),
      ],
      finds: [
        {
          message: "open",
          object: "ClusterImagePolicy open",
          title:
            "ClusterImagePolicy open names who may sign ** in rule open by a pattern that is not bound to the whole text (^…$)",
        },
        { message: "unlogged", object: "ClusterPolicy unlogged" },
        { message: "passes", object: "ClusterImagePolicy passes" },
      ],
    },
  ],
  notAssessed: [
    { name: "policies of Kyverno were not seen", objects: [], unseen: ["policies.kyverno.io"] },
    { name: "an older inventory", objects: [], version: 8 },
  ],
});

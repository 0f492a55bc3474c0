import type { AnonymousProbe } from "../../inventory/anonymous.ts";
import { checkTester } from "../tester.ts";
import servingCertificate from "./serving-certificate.ts";

const until = (date: string): AnonymousProbe => ({
  state: "asked",
  answers: [],
  certificate: { from: "2026-01-01T00:00:00.000Z", until: `${date}T14:02:00.000Z` },
});
const now = "2026-11-23T14:02:00Z";
const gap = { resource: "/version", reason: "timeout" } as const;

checkTester(servingCertificate, {
  pass: [
    { name: "one that lasts a year", objects: [], now, anonymous: until("2027-10-01") },
    { name: "one that lasts three years to the day", objects: [], now, anonymous: until("2029-11-23") },
    { name: "one that ends in thirty days", objects: [], now, anonymous: until("2026-12-23") },
  ],
  fail: [
    {
      name: "one that ends soon",
      objects: [],
      now,
      anonymous: until("2026-12-22"),
      finds: [
        {
          message: "ending",
          object: "Cluster kubernetes",
          title: "The certificate at the address of Cluster kubernetes ends on 2026-12-22, in 29 days",
        },
      ],
    },
    {
      name: "one that lasts for ten years",
      objects: [],
      now,
      anonymous: until("2036-11-23"),
      finds: [{ message: "long", object: "Cluster kubernetes" }],
    },
  ],
  notAssessed: [
    { name: "nobody asked", objects: [] },
    { name: "a way that shows no certificate", objects: [], anonymous: { state: "asked", answers: [] } },
    { name: "no answer", objects: [], anonymous: { state: "unread", gap } },
  ],
});

import { namespace } from "../admission/worlds.ts";
import { checkTester } from "../tester.ts";
import { deployment, podSpec } from "../workload/worlds.ts";
import backupCoverage from "./backup-coverage.ts";
import { schedule } from "./worlds.ts";

const shop = [namespace("shop"), deployment("web", podSpec())];

checkTester(backupCoverage, {
  pass: [
    { name: "all namespaces", objects: [...shop, schedule("all")] },
    { name: "by name", objects: [...shop, schedule("s", { includedNamespaces: ["shop"] })] },
    { name: "by a pattern", objects: [...shop, schedule("s", { includedNamespaces: ["sh*"], excludedNamespaces: ["*-test"] })] },
  ],
  fail: [
    {
      name: "others alone",
      objects: [...shop, schedule("s", { includedNamespaces: ["ci"] })],
      finds: [{ message: "uncovered", object: "Namespace shop" }],
    },
    {
      name: "all but this one",
      objects: [...shop, schedule("s", { includedNamespaces: ["*"], excludedNamespaces: ["shop"] })],
      finds: [{ message: "uncovered", object: "Namespace shop" }],
    },
    {
      name: "a paused one",
      objects: [...shop, schedule("s", {}, { paused: true })],
      finds: [{ message: "uncovered", object: "Namespace shop" }],
    },
    {
      name: "objects of some labels",
      objects: [...shop, schedule("s", { labelSelector: { matchLabels: { backup: "yes" } } })],
      finds: [{ message: "selective", object: "Namespace shop" }],
    },
  ],
  notApplicable: [{ name: "no schedules", objects: shop }],
  notAssessed: [
    {
      name: "schedules of one namespace were not seen",
      objects: [...shop, schedule("s", { includedNamespaces: ["ci"] })],
      dark: { "schedules.velero.io": ["hidden"] },
    },
  ],
});

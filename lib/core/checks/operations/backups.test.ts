import { namespace } from "../admission/worlds.ts";
import { checkTester } from "../tester.ts";
import { deployment, podSpec } from "../workload/worlds.ts";
import backups from "./backups.ts";
import { backup, customKind, operationsKinds, schedule, storageLocation } from "./worlds.ts";

const shop = [namespace("shop"), deployment("web", podSpec())];
const daily = schedule("daily");
const fresh = backup("daily", "Completed", "2026-11-23T03:00:00Z");
const object = "Schedule velero/daily";
const made = { creationTimestamp: "2026-10-01T00:00:00Z" };

checkTester(backups, {
  pass: [
    { name: "a good one of this night", objects: [...shop, daily, fresh, storageLocation("Available")] },
    {
      name: "a schedule of an hour ago",
      objects: [...shop, schedule("new", {}, {}, { creationTimestamp: "2026-11-23T13:00:00Z" })],
    },
    {
      name: "one that is under way, after a good one",
      objects: [...shop, daily, fresh, backup("daily", "InProgress", "2026-11-23T13:00:00Z")],
    },
  ],
  fail: [
    { name: "none at all", objects: shop, finds: [{ message: "none", object: "Cluster kubernetes" }] },
    {
      name: "Velero without a schedule",
      objects: [...shop, ...operationsKinds],
      finds: [{ message: "noSchedule", object: "Cluster kubernetes" }],
    },
    { name: "a paused one", objects: [...shop, schedule("daily", {}, { paused: true })], finds: [{ message: "paused", object }] },
    {
      name: "one that Velero refuses",
      objects: [...shop, { ...daily, status: { phase: "FailedValidation" } }],
      finds: [{ message: "invalid", object }],
    },
    { name: "one that never worked", objects: [...shop, schedule("daily", {}, {}, made)], finds: [{ message: "never", object }] },
    {
      name: "one that failed since",
      objects: [
        ...shop,
        daily,
        backup("daily", "Completed", "2026-11-21T03:00:00Z"),
        backup("daily", "PartiallyFailed", "2026-11-23T03:00:00Z"),
      ],
      finds: [
        {
          message: "failed",
          object,
          title:
            "Schedule velero/daily: its last backup, daily-2026-11-23, ended as PartiallyFailed; the last good one is of 2026-11-21",
        },
      ],
    },
    {
      name: "an old one",
      objects: [...shop, daily, backup("daily", "Completed", "2026-11-01T03:00:00Z")],
      finds: [{ message: "old", object }],
    },
    {
      name: "a place that is gone",
      objects: [...shop, daily, fresh, storageLocation("Unavailable")],
      finds: [{ message: "unavailable", object: "BackupStorageLocation velero/default" }],
    },
  ],
  notApplicable: [{ name: "nothing runs", objects: [namespace("shop")] }],
  notAssessed: [
    { name: "another tool, whose backups are not evaluated", objects: [...shop, customKind("Profile", "config.kio.kasten.io")] },
    { name: "schedules were not seen", objects: shop, unseen: ["schedules.velero.io"] },
    { name: "backups were not seen", objects: [...shop, daily], unseen: ["backups.velero.io"] },
  ],
});

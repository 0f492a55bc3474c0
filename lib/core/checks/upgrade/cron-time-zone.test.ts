import { checkTester } from "../tester.ts";
import cronTimeZone from "./cron-time-zone.ts";
import { faults, namespaced } from "./worlds.ts";

checkTester(cronTimeZone, {
  pass: [
    {
      name: "a schedule alone",
      objects: [
        namespaced("batch/v1", "CronJob", "nightly", {
          spec: {
            schedule: "0 3 * * *",
            timeZone: "Europe/Rome",
            jobTemplate: { spec: { template: { spec: { containers: [] } } } },
          },
        }),
      ],
    },
  ],
  fail: [
    {
      name: "a zone in the schedule",
      objects: faults["cron-time-zone"] ?? [],
      finds: [{ message: "zone", object: "CronJob legacy/nightly" }],
    },
  ],
  notApplicable: [{ name: "a target of before the change", minor: "1.20", objects: faults["cron-time-zone"] ?? [] }],
  notAssessed: [{ name: "CronJobs were not seen", objects: [], unseen: ["cronjobs.batch"] }],
});

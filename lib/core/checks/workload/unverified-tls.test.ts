import { checkTester } from "../tester.ts";
import unverifiedTls from "./unverified-tls.ts";
import { container, cronJob, deployment, podSpec } from "./worlds.ts";

const canary = "drydock-canary-tls-91b2";

checkTester(unverifiedTls, {
  pass: [
    { name: "nothing is switched off", objects: [deployment("web", podSpec({}, container({ args: ["--tls-cert-file=/c"] })))] },
    {
      name: "a sign-in, which another check looks at",
      objects: [deployment("web", podSpec({}, container({ args: ["--enable-skip-login"] })))],
    },
  ],
  fail: [
    {
      name: "an argument",
      objects: [deployment("metrics", podSpec({}, container({ args: ["--kubelet-insecure-tls"] })))],
      finds: [{ message: "off", object: "Deployment shop/metrics", path: "spec.template.spec.containers[0].args" }],
    },
    {
      name: "a variable and a line of shell, by name and never by value",
      objects: [
        cronJob(
          "report",
          podSpec(
            {},
            container({
              command: ["sh", "-c", `curl -k https://user:${canary}@reports.example`],
              env: [{ name: "NODE_TLS_REJECT_UNAUTHORIZED", value: "0" }],
            }),
          ),
        ),
      ],
      finds: [
        {
          message: "off",
          object: "CronJob shop/report",
          title: "CronJob shop/report switches the check of certificates off in web, by NODE_TLS_REJECT_UNAUTHORIZED and curl",
        },
      ],
    },
  ],
  notAssessed: [
    { name: "Deployments of one namespace were not seen", objects: [], dark: { "deployments.apps": ["hidden"] } },
    { name: "an older inventory", objects: [], version: 5 },
  ],
});

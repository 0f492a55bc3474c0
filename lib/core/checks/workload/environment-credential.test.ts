import { checkTester } from "../tester.ts";
import environmentCredential from "./environment-credential.ts";
import { container, cronJob, deployment, podSpec } from "./worlds.ts";

const env = (name: string, value: string) => podSpec({}, container({ env: [{ name, value }] }));

checkTester(environmentCredential, {
  pass: [
    {
      name: "a value from a Secret",
      objects: [
        deployment(
          "web",
          podSpec(
            {},
            container({ env: [{ name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "db", key: "password" } } }] }),
          ),
        ),
      ],
    },
    {
      name: "names that only sound like it",
      objects: [
        deployment("a", env("PASSWORD_FILE", "/run/secrets/db")),
        deployment("b", env("TOKEN_TTL", "3600s")),
        deployment("c", env("DB_PASSWORD", "$(OTHER)")),
      ],
    },
  ],
  fail: [
    {
      name: "a name that says so",
      objects: [cronJob("report", env("DB_PASSWORD", "correct horse"))],
      finds: [
        {
          message: "name",
          object: "CronJob shop/report",
          path: "spec.jobTemplate.spec.template.spec.containers[0].env",
          title: "CronJob shop/report gives DB_PASSWORD of web a value in plain text, and the name says credential",
        },
      ],
    },
    {
      name: "a value that looks like one",
      objects: [deployment("web", env("DATABASE", "postgres://app:s3cret@db.shop:5432/app"))],
      finds: [
        {
          message: "value",
          object: "Deployment shop/web",
          title: "Deployment shop/web writes what looks like a credential into DATABASE of web: url-with-password",
        },
      ],
    },
  ],
  notAssessed: [
    { name: "Deployments were not seen", objects: [], unseen: ["deployments.apps"] },
    { name: "pods of one namespace were not seen", objects: [deployment("web", podSpec())], dark: { pods: ["hidden"] } },
  ],
});

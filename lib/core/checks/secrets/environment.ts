import { defineCheck } from "../define.ts";
import { reportContainers, workloadResources } from "../workload/workloads.ts";

export default defineCheck({
  id: "secrets/environment",
  major: 1,
  since: "0.1",
  title: "Secrets in environment variables",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["cis:5.4.1"],
  reads: workloadResources,
  messages: {
    all: { text: "{object} puts every value of {secrets} into the environment of {containers}", severity: "low" },
    some: { text: "{object} puts values of {secrets} into the environment of {containers}", severity: "information" },
  },
  docs: {
    why: "A program's environment is handed to everything that it starts, is shown by crash reports and debug pages, and stays as it was until the pod is made anew. A file is read when it is needed, by whom it is for, and changes when the Secret does.",
    fix: "Mount the Secret as a read-only volume, and name the file to the program.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/secrets-good-practices/",
      "https://kubernetes.io/docs/concepts/configuration/secret/#using-secrets-as-files-from-a-pod",
    ],
  },
  evaluate: (context) =>
    reportContainers(context, ({ env = [], envFrom = [] }) => {
      const whole = envFrom.flatMap(({ kind, name }) => (kind === "Secret" ? [name] : []));
      if (whole.length > 0) return { message: "all", field: "envFrom", data: { secrets: [...new Set(whole)].sort() } };
      const single = env.flatMap(({ from, ref }) => (from === "secret" && ref !== undefined ? [ref] : []));
      return single.length === 0 ? undefined : { message: "some", field: "env", data: { secrets: [...new Set(single)].sort() } };
    }),
});

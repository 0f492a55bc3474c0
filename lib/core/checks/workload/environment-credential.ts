import { defineCheck } from "../define.ts";
import { reportContainers, workloadResources } from "./workloads.ts";

export default defineCheck({
  id: "workload/environment-credential",
  major: 1,
  since: "0.1",
  title: "Credentials in environment variables",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["nsa:C-0012", "cis:5.4.1"],
  reads: workloadResources,
  messages: {
    value: { text: "{object} writes what looks like a credential into {variables} of {containers}: {kinds}", severity: "high" },
    name: {
      text: "{object} gives {variables} of {containers} a value in plain text, and the name says credential",
      severity: "medium",
    },
  },
  docs: {
    why: "Whoever may read a Deployment may read its environment, and view lets everybody do that. It also stands in every copy of the manifest. Values are not kept by Drydock: only the name of the variable and the kind of what was recognised.",
    fix: "Put the value into a Secret, better into a secret store, and mount it as a file. Treat the old value as known: replace it.",
    refs: ["https://kubernetes.io/docs/concepts/security/secrets-good-practices/"],
  },
  evaluate: (context) =>
    reportContainers(context, ({ env = [] }) => {
      const suspects = env.filter(({ from, credential }) => from === "value" && credential !== undefined);
      const sure = suspects.filter(({ credential }) => credential?.startsWith("value:"));
      const variables = (sure.length > 0 ? sure : suspects).map(({ name }) => name);
      if (variables.length === 0) return undefined;
      if (sure.length === 0) return { message: "name", field: "env", data: { variables } };
      return {
        message: "value",
        field: "env",
        data: { variables, kinds: sure.map(({ credential = "" }) => credential.slice("value:".length)) },
      };
    }),
});

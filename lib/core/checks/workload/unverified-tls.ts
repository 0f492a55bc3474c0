import { defineCheck } from "../define.ts";
import { reportContainers, workloadResources } from "./workloads.ts";

/** Names that switch a sign-in off: control-plane/dashboards tells them. */
export const ofLogin = /login|disable-?auth|auth-?modes?/i;

export default defineCheck({
  id: "workload/unverified-tls",
  major: 1,
  since: "0.1",
  title: "Checks of certificates by workloads",
  pillar: "platform",
  layer: "code",
  seenBy: "api",
  responsible: "application",
  answers: [],
  reads: workloadResources,
  facts: ["unsafe-settings"],
  messages: {
    off: { text: "{object} switches the check of certificates off in {containers}, by {names}", severity: "medium" },
  },
  docs: {
    why: "TLS without a check of the certificate hides nothing from whoever stands in between, who then has the credentials that are sent. It usually begins as a workaround for an authority that was not at hand. Only names of arguments and variables are kept, and no value.",
    fix: "Mount the authority that signed the certificate and name it to the program, then take the switch away.",
    refs: ["https://kubernetes.io/docs/tasks/tls/managing-tls-in-a-cluster/"],
  },
  evaluate: (context) =>
    reportContainers(context, ({ unsafe = [] }) => {
      const names = unsafe.filter((name) => !ofLogin.test(name));
      return names.length === 0 ? undefined : { message: "off", field: "args", data: { names } };
    }),
});

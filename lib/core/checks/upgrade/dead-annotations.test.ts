import { checkTester } from "../tester.ts";
import deadAnnotations from "./dead-annotations.ts";
import { faults, service, workload } from "./worlds.ts";

checkTester(deadAnnotations, {
  pass: [
    { name: "no such annotation", objects: [workload("Deployment", "web")] },
    {
      name: "an annotation that the target still reads",
      minor: "1.24",
      objects: [
        workload("Deployment", "web", {}, { annotations: { "seccomp.security.alpha.kubernetes.io/pod": "runtime/default" } }),
      ],
    },
  ],
  fail: [
    {
      name: "annotations that nothing reads",
      objects: [
        ...(faults["dead-annotations"] ?? []),
        workload(
          "Deployment",
          "web",
          {},
          { annotations: { "container.seccomp.security.alpha.kubernetes.io/app": "runtime/default" } },
        ),
      ],
      finds: [
        { message: "ignored", object: "Deployment legacy/critical" },
        { message: "ignored", object: "Deployment legacy/web", path: "spec.template.metadata.annotations" },
      ],
    },
    {
      name: "an annotation that is deprecated",
      objects: [service("web", {}, { annotations: { "service.kubernetes.io/topology-mode": "Auto" } })],
      finds: [{ message: "ending", object: "Service legacy/web" }],
    },
    {
      name: "an annotation that is still taken over into its field",
      objects: [
        workload(
          "Deployment",
          "web",
          {},
          { annotations: { "container.apparmor.security.beta.kubernetes.io/app": "unconfined" } },
        ),
      ],
      finds: [{ message: "oneWay", object: "Deployment legacy/web" }],
    },
  ],
  notAssessed: [
    { name: "Services were not seen", objects: [], unseen: ["services"] },
    { name: "an inventory of before these were read", objects: [], version: 3 },
  ],
});

import { checkTester } from "../tester.ts";
import seLinuxOptions from "./se-linux-options.ts";
import { cronJob, deployment, podSpec, secured } from "./worlds.ts";

checkTester(seLinuxOptions, {
  pass: [
    {
      name: "types of containers, and a level",
      objects: [deployment("a", podSpec({ securityContext: { seLinuxOptions: { type: "container_t", level: "s0:c1" } } }))],
    },
  ],
  fail: [
    {
      name: "a type that is not a container's",
      objects: [deployment("web", podSpec({}, secured({ seLinuxOptions: { type: "spc_t" } })))],
      finds: [
        {
          message: "chosen",
          object: "Deployment shop/web",
          title:
            'Deployment shop/web chooses its own SELinux labels: container "web" set forbidden securityContext.seLinuxOptions: type "spc_t"',
        },
      ],
    },
    {
      name: "a role of the pod",
      objects: [cronJob("job", podSpec({ securityContext: { seLinuxOptions: { role: "sysadm_r" } } }))],
      finds: [{ message: "chosen", object: "CronJob shop/job", path: "spec.jobTemplate.spec.template.spec" }],
    },
  ],
  notAssessed: [
    { name: "Deployments were not seen", objects: [], unseen: ["deployments.apps"] },
    { name: "pods of one namespace were not seen", objects: [deployment("web", podSpec())], dark: { pods: ["hidden"] } },
  ],
});

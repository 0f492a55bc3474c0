import { checkTester } from "../tester.ts";
import hostPath from "./host-path.ts";
import { container, deployment, podSpec } from "./worlds.ts";

const volume = (name: string, path: string) => ({ name, hostPath: { path } });
const mount = (name: string, readOnly = false) => ({ name, mountPath: `/mnt/${name}`, readOnly });

checkTester(hostPath, {
  pass: [
    {
      name: "volumes that Kubernetes manages",
      objects: [
        deployment(
          "web",
          podSpec({
            volumes: [
              { name: "cache", emptyDir: {} },
              { name: "data", persistentVolumeClaim: { claimName: "data" } },
            ],
          }),
        ),
      ],
    },
  ],
  fail: [
    {
      name: "the root of the node, by a detour, and a directory below a sensitive one",
      objects: [deployment("agent", podSpec({ volumes: [volume("root", "/srv/../"), volume("pki", "/etc/kubernetes/pki")] }))],
      finds: [
        { message: "sensitive", object: "Deployment shop/agent", path: "spec.template.spec.volumes[0].hostPath" },
        { message: "sensitive", object: "Deployment shop/agent", path: "spec.template.spec.volumes[1].hostPath" },
      ],
    },
    {
      name: "a directory to write, and one to read",
      objects: [
        deployment(
          "cache",
          podSpec(
            { volumes: [volume("data", "/data"), volume("ca", "/usr/share/ca")] },
            container({ volumeMounts: [mount("data"), mount("ca", true)] }),
          ),
        ),
      ],
      finds: [
        { message: "writable", object: "Deployment shop/cache", title: "Deployment shop/cache may write to /data of its node" },
        { message: "readOnly", object: "Deployment shop/cache" },
      ],
    },
  ],
  notAssessed: [
    { name: "Deployments were not seen", objects: [], unseen: ["deployments.apps"] },
    { name: "pods of one namespace were not seen", objects: [deployment("web", podSpec())], dark: { pods: ["hidden"] } },
  ],
});

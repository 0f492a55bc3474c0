import { checkTester } from "../tester.ts";
import nodeTakeover from "./node-takeover.ts";
import { container, deployment, pod, podSpec, secured } from "./worlds.ts";

const volume = (path: string) => ({ volumes: [{ name: "host", hostPath: { path } }] });
const mount = (readOnly = false) => container({ volumeMounts: [{ name: "host", mountPath: "/host", readOnly }] });
const daemonSet = (spec: object) => ({
  apiVersion: "apps/v1",
  kind: "DaemonSet",
  metadata: { namespace: "shop", name: "agent" },
  spec: { template: { metadata: { labels: { app: "agent" } }, spec } },
});
const everyTaint = { tolerations: [{ operator: "Exists" }] };
const finds = (message: "node" | "everyNode", title: string, object = "Deployment shop/web") =>
  [{ message, object, title: `${object} ${title}` }] as const;
const holds = (way: string) => finds("node", `holds the node that it runs on: ${way}`);

checkTester(nodeTakeover, {
  pass: [
    { name: "nothing of the node", objects: [deployment("web", podSpec())] },
    { name: "the node's processes, and a program that is no way out", objects: [deployment("web", podSpec({ hostPID: true }))] },
    {
      name: "credentials to read, which workload/host-path tells",
      objects: [deployment("web", podSpec(volume("/etc"), mount(true)))],
    },
    { name: "a path that nothing of the node runs from", objects: [deployment("web", podSpec(volume("/data/cache"), mount()))] },
    {
      name: "a DaemonSet that writes a path and tolerates a taint by its name",
      objects: [
        daemonSet({
          ...podSpec({ ...volume("/data/cache"), tolerations: [{ key: "dedicated", operator: "Exists" }] }),
          initContainers: [mount()],
        }),
      ],
    },
    {
      name: "a pod of Windows, whose privileges are others",
      objects: [pod("web", podSpec({ os: { name: "windows" } }, secured({ privileged: true })))],
    },
  ],
  fail: [
    {
      name: "privileged",
      objects: [deployment("web", podSpec({}, secured({ privileged: true })))],
      finds: holds("the privileged container web"),
    },
    {
      name: "the node's processes with nsenter",
      objects: [deployment("web", podSpec({ hostPID: true }, container({ command: ["nsenter", "-t", "1", "-m", "--", "sh"] })))],
      finds: holds("the node's processes, with nsenter in web"),
    },
    {
      name: "the node's processes with a shell that an ephemeral container left",
      objects: [
        pod("web", { ...podSpec({ hostPID: true }), ephemeralContainers: [{ name: "debug", image: "b", command: ["/bin/sh"] }] }),
      ],
      finds: finds("node", "holds the node that it runs on: the node's processes, with a shell in debug", "Pod shop/web"),
    },
    {
      name: "all capabilities",
      objects: [deployment("web", podSpec({}, secured({ capabilities: { add: ["ALL"] } })))],
      finds: holds("ALL of web"),
    },
    {
      name: "SYS_ADMIN, however it is spelt",
      objects: [deployment("web", podSpec({}, secured({ capabilities: { add: ["CAP_SYS_ADMIN"] } })))],
      finds: holds("CAP_SYS_ADMIN of web"),
    },
    ...["/", "/root", "/etc", "/var/lib/kubelet", "/var/run", "/etc/kubernetes/manifests"].map((path) => ({
      name: `${path} to write`,
      objects: [deployment("web", podSpec(volume(path), mount()))],
      finds: holds(`${path} of the node`),
    })),
    {
      name: "a runtime's socket, mounted to read",
      objects: [deployment("web", podSpec(volume("/run/containerd/containerd.sock"), mount(true)))],
      finds: holds("/run/containerd/containerd.sock of the node"),
    },
    {
      name: "a DaemonSet that tolerates every taint and writes a path from an init container, with no privilege",
      objects: [
        daemonSet({ ...podSpec({ ...volume("/opt/cni/bin"), ...everyTaint }), initContainers: [{ ...mount(), name: "put" }] }),
      ],
      finds: finds(
        "everyNode",
        "runs on every node, whatever its taints, and holds each of them: /opt/cni/bin of the node, written by an init container",
        "DaemonSet shop/agent",
      ),
    },
    {
      name: "several ways in one finding",
      objects: [deployment("web", podSpec({ ...volume("/etc"), hostPID: true }, { ...mount(), command: ["sh"] }))],
      finds: holds("the node's processes, with a shell in web and /etc of the node"),
    },
  ],
  notAssessed: [
    { name: "Deployments of one namespace were not seen", objects: [], dark: { "deployments.apps": ["hidden"] } },
    { name: "an older inventory", objects: [], version: 7 },
  ],
});

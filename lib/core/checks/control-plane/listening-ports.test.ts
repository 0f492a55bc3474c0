import { type HostProbe, hostPorts, type PortAnswer } from "../../inventory/host-ports.ts";
import { checkTester } from "../tester.ts";
import listeningPorts from "./listening-ports.ts";

const asked = (answers: Readonly<Record<number, PortAnswer>> = {}, beside: { addresses?: number } = {}): HostProbe => ({
  state: "asked",
  ports: hostPorts.map(({ port }) => ({ port, answer: answers[port] ?? "closed" })),
  ...beside,
});
const object = "Cluster kubernetes";

checkTester(listeningPorts, {
  pass: [{ name: "the host says of every port that nobody listens", objects: [], hostPorts: asked() }],
  fail: [
    {
      name: "etcd answers everybody",
      objects: [],
      hostPorts: asked({ 2379: "open" }),
      finds: [
        {
          message: "open",
          object,
          title:
            "Port 2379 (etcd) at the address of Cluster kubernetes answers whoever shows no credential, and Drydock reaches it",
        },
      ],
    },
    {
      name: "a kubelet that asks for a credential, while nothing is known of etcd",
      objects: [],
      hostPorts: asked({ 10250: "guarded", 2379: "filtered" }),
      finds: [{ message: "guarded", object }],
    },
    {
      name: "something that is neither Kubernetes' nor closed",
      objects: [],
      hostPorts: asked({ 10255: "listens" }),
      finds: [{ message: "listens", object }],
    },
  ],
  notAssessed: [
    { name: "nobody switched it on", objects: [] },
    { name: "a firewall drops one", objects: [], hostPorts: asked({ 10257: "filtered" }) },
    { name: "no way leads there", objects: [], hostPorts: asked({ 10259: "unreachable" }) },
    { name: "it may not be dialled", objects: [], hostPorts: asked({ 10250: "refused" }) },
    { name: "one was not tried", objects: [], hostPorts: { state: "asked", ports: [{ port: 2379, answer: "closed" }] } },
    { name: "more addresses than were tried", objects: [], hostPorts: asked({}, { addresses: 9 }) },
    {
      name: "the name is unknown",
      objects: [],
      hostPorts: { state: "unread", gap: { resource: "ports", reason: "outside", detail: "the name has no address" } },
    },
  ],
});

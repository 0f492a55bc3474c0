import fc from "fast-check";
import { expect, test } from "vitest";
import { KubeletFile } from "./kubelet-file.ts";

const uploadedAt = "2026-11-28T09:00:00Z";

function read(...lines: readonly string[]) {
  const file = new KubeletFile();
  for (const line of lines) file.add(line);
  return file.result(uploadedAt);
}

const metrics = (node: string) => [
  "# HELP kubelet_cgroup_version [ALPHA] cgroup version on the hosts.",
  "kubelet_cgroup_version 1",
  'kubelet_cri_losing_support{version="1.38.0"} 1',
  `kubelet_node_name{node="${node}"} 1`,
  'kubernetes_build_info{build_date="2026-10-28T09:00:00Z",git_version="v1.36.2",major="1",minor="36"} 1',
];

test("metrics, configuration and command line of two nodes", () => {
  const configuration = {
    kubeletconfig: {
      ...{ eventRecordQPS: 0, failCgroupV1: false, staticPodPath: "/secret" },
      featureGates: { NodeSwap: true, "<img>": true, Odd: "yes" },
    },
  };
  expect(
    read(
      "# drydock node worker-1 2026-11-20T08:00:00Z",
      ...metrics("worker-1"),
      JSON.stringify(configuration),
      "# drydock node worker-2.example.com",
      "/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml --pod-infra-container-image=pause:3.9 --boot_id_file x --token=abc",
      "kubelet_cgroup_version{} 2.0",
    ),
  ).toEqual({
    kubelets: [
      {
        ...{ node: "worker-1", seenAt: "2026-11-20T08:00:00Z", version: "v1.36.2", metrics: true },
        ...{ cgroupVersion: 1, runtimeUnsupportedFrom: "1.38" },
        settings: { eventRecordQPS: "0", failCgroupV1: "false" },
        gates: { NodeSwap: true },
      },
      {
        ...{ node: "worker-2.example.com", seenAt: uploadedAt },
        ...{ cgroupVersion: 2, flags: ["boot-id-file", "pod-infra-container-image"] },
      },
    ],
    unread: 0,
  });
});

test("the metrics of one kubelet, as it gives them, are of the node that they name", () => {
  expect(read(...metrics("worker-1"))).toMatchObject({ kubelets: [{ node: "worker-1", cgroupVersion: 1 }], unread: 0 });
});

test("lines of several kubelets that nothing tells apart are of none of them", () => {
  expect(read(...metrics("a"), ...metrics("b"))).toEqual({ kubelets: [], unread: 8 });
});

test("metrics that name another node than stands above them are of neither", () => {
  expect(read("# drydock node a", ...metrics("b"))).toEqual({ kubelets: [], unread: 1 });
});

test("a time to come is not believed", () => {
  expect(read("# drydock node a 2031-01-01T00:00:00Z", "kubelet_cgroup_version 2").kubelets).toEqual([
    { node: "a", seenAt: uploadedAt, cgroupVersion: 2 },
  ]);
});

test("what stands under no node, is no configuration, or says nothing, is no kubelet", () => {
  expect(read("kubelet_cgroup_version 1", "# drydock node a", "{broken", '{"kubeletconfig":1}', "# drydock node B!")).toEqual({
    kubelets: [],
    unread: 3,
  });
});

test("any lines are read or counted, and nothing throws", () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom("# drydock node a", "kubelet --x", ...metrics("a"), '{"kubeletconfig":{"eventRecordQPS":"0"}}'),
  );
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      expect(read(...lines).kubelets.length).toBeLessThanOrEqual(1);
    }),
    { numRuns: Number(process.env.CASES ?? 200), verbose: 1 },
  );
});

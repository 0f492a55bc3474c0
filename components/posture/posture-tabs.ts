/** The pages of Posture, in their order. */
export const postureTabs = [
  { path: "/posture", name: "Overview" },
  { path: "/posture/checklist", name: "Checklist" },
  { path: "/posture/pod-security", name: "Pod Security" },
  { path: "/posture/network", name: "Network" },
] as const;

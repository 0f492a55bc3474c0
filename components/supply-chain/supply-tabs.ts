/** The pages of Supply chain, in their order: Images, Signers, Changes, Packages, Vulnerabilities, Policies, Trust, Questions. */
export const supplyTabs = [
  { path: "/supply-chain", name: "Images", also: ["/supply-chain/images", "/supply-chain/trail"] },
  { path: "/supply-chain/signers", name: "Signers" },
  { path: "/supply-chain/changes", name: "Changes" },
  { path: "/supply-chain/packages", name: "Packages" },
  { path: "/supply-chain/vulnerabilities", name: "Vulnerabilities" },
  { path: "/supply-chain/policies", name: "Policies" },
  { path: "/supply-chain/trust", name: "Trust" },
  { path: "/supply-chain/questions", name: "Questions" },
] as const;

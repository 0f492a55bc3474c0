/** Days that a waiver may hold at most: whoever still means it then says so again. Apart from the schemas, which no page loads. */
export const longestWaiverDays = 731;

/* What cells of the lists are made of: React's elements, by the names that the columns give. */

export const cells = (window.dashAgGridComponentFunctions ??= Object.create(null));

/** @param {[kind: string, props: Record<string, unknown>, ...children: unknown[]]} parts */
export const element = (...parts) => window.React.createElement(...parts);

import { parseSync } from '@swc/core';

export interface ImportUse {
  /** As written, without a bundler's query; null when it is computed at run time. */
  specifier: string | null;
  /** Erased by the compiler: `import type`, `export type … from`, `import('…').T`. */
  typeOnly: boolean;
  /** Loaded when the program gets there: `await import('…')`. */
  lazy: boolean;
}

export interface SourceFacts {
  imports: ImportUse[];
  readsEnvironment: boolean;
  lines: number;
}

type Node = Record<string, unknown> & { type?: string };

/** What one TypeScript file imports and whether it reads the process environment. Throws on a syntax error. */
export function readSource(text: string, path: string): SourceFacts {
  const facts: SourceFacts = { imports: [], readsEnvironment: false, lines: text.split('\n').length - 1 };
  visit(parseSync(text, { syntax: 'typescript', tsx: path.endsWith('x') }), (node) => {
    const use = importOf(node);
    if (use) facts.imports.push(use);
    if (readsEnvironment(node)) facts.readsEnvironment = true;
  });
  return facts;
}

function importOf(node: Node): ImportUse | null {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration': {
      const specifier = literal(node.source);
      return specifier === null ? null : { specifier, typeOnly: node.typeOnly === true, lazy: false };
    }
    case 'TsImportType':
      return { specifier: literal(node.argument), typeOnly: true, lazy: false };
    case 'CallExpression': {
      if ((node.callee as Node).type !== 'Import') return null;
      const [first] = node.arguments as { expression: Node }[];
      return { specifier: literal(first?.expression), typeOnly: false, lazy: true };
    }
    default:
      return null;
  }
}

/** `process.env`, `globalThis.process.env`, `const { env } = process`, anything from `node:process`. */
function readsEnvironment(node: Node): boolean {
  if (node.type === 'MemberExpression')
    return nameOf(node.property) === 'env' && isProcess(node.object as Node);
  if (node.type === 'VariableDeclarator') {
    const pattern = node.id as Node;
    if (pattern.type !== 'ObjectPattern' || !isProcess(node.init as Node | null)) return false;
    return (pattern.properties as Node[]).some(
      (property) => property.type === 'RestElement' || nameOf(property.key) === 'env',
    );
  }
  return node.type === 'ImportDeclaration' && /^(node:)?process$/.test(literal(node.source) ?? '');
}

function isProcess(node: Node | null): boolean {
  return (
    nameOf(node) === 'process' || (node?.type === 'MemberExpression' && nameOf(node.property) === 'process')
  );
}

function nameOf(value: unknown): string | null {
  const node = value as Node | null;
  if (node?.type === 'Identifier') return node.value as string;
  return node?.type === 'Computed' ? literal(node.expression) : null;
}

function literal(value: unknown): string | null {
  const node = value as Node | null | undefined;
  return node?.type === 'StringLiteral' ? (node.value as string).replace(/\?.*$/, '') : null;
}

function visit(value: unknown, seen: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, seen);
  } else if (value !== null && typeof value === 'object') {
    const node = value as Node;
    if (typeof node.type === 'string') seen(node);
    for (const key in node) if (key !== 'span') visit(node[key], seen);
  }
}

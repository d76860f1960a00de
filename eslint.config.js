import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  { ignores: ['**/node_modules/', '**/dist/', 'data/', 'tracks/', 'tools/run.js', '**/bin/*.js'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: ['eslint.config.js', 'vitest.config.ts', 'apps/studio/vite.config.ts'],
        },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' },
      ],
      // A `default` that covers the rest on purpose is allowed; a forgotten member of a union is not.
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, allowDefaultCaseForExhaustiveSwitch: true },
      ],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Contracts are async where one of their implementations is.
      '@typescript-eslint/require-await': 'off',
      // Our ports are objects of closures, and taking one of their functions by itself is safe.
      '@typescript-eslint/unbound-method': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  {
    files: ['tools/**', 'bench/**', 'apps/cli/**', 'packages/simulation/src/soak/**'],
    rules: { 'no-console': 'off' },
  },
  {
    // Vitest's asymmetric matchers are typed any.
    files: ['**/*.test.ts', '**/*.test.tsx'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  {
    files: ['apps/studio/**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'document',
          'localStorage',
          'location',
          'navigator',
          'self',
          'caches',
          'fetch',
          'URL',
          '__FILES__',
          '__VERSION__',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['packages/guide/assets/*.js'],
    languageOptions: {
      globals: {
        addEventListener: 'readonly',
        document: 'readonly',
        getSelection: 'readonly',
        HTMLInputElement: 'readonly',
        navigator: 'readonly',
      },
    },
  },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
);

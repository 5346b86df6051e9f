import js from '@eslint/js'
import a11y from 'eslint-plugin-jsx-a11y'
import hooks from 'eslint-plugin-react-hooks'
import ts from 'typescript-eslint'
import kaochang from './eslint.boundaries.js'

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/api/schema.d.ts', 'src/live/events.d.ts'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  a11y.flatConfigs.recommended,
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks, kaochang },
    rules: {
      'kaochang/boundaries': 'error',
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: 'use @/api: it carries headers and errors' },
      ],
      // Live pictures have no caption track; their state is told in words beside them.
      'jsx-a11y/media-has-caption': 'off',
      'no-console': 'error',
      // `role` of our own tiles is a person's part, not an ARIA role.
      'jsx-a11y/aria-role': ['error', { ignoreNonDOM: true }],
      'max-lines': ['error', { max: 400 }],
    },
  },
  { files: ['src/api/**', 'src/test/**', 'src/**/*.test.*'], rules: { 'no-restricted-globals': 'off' } },
  { files: ['*.js', '*.ts'], languageOptions: { globals: { URL: 'readonly', process: 'readonly' } } },
)

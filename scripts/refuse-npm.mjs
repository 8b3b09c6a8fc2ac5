// Runs before npm packs or links a folder of packages/, whose package.json only pnpm turns into what users install.
if (process.env.npm_config_user_agent?.startsWith("npm/")) {
  console.error(
    `${process.env.npm_package_name}: npm can neither pack nor link this folder. Run \`npm run pack\` in Vitrine's root folder, then the line that it prints.`,
  );
  process.exit(1);
}

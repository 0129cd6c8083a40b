#!/usr/bin/env bash
# eng/publish.sh [RID...]: ./tandem as one file that needs nothing installed, for users who only run 'tandem nat-check HOST'.
# RIDs: linux-x64 win-x64 osx-arm64 (all three without an argument). Into artifacts/publish/RID/.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
rids=("$@")
[ ${#rids[@]} -gt 0 ] || rids=(linux-x64 win-x64 osx-arm64)
for rid in "${rids[@]}"; do
  case $rid in
    linux-x64 | win-x64 | osx-arm64) ;;
    *) echo "publish: no such target: $rid" >&2; exit 1 ;;
  esac
  # The lock files are for the build of the sources; a runtime of another machine is not in them. Objects of their own, so that the build's stay as they are.
  dotnet publish "$here/src/Tandem.Server/Tandem.Server.csproj" -c Release -r "$rid" --self-contained -v q --nologo \
    -p:ArtifactsPath="$here/artifacts/publish/objects" -p:PublishDir="$here/artifacts/publish/$rid/" -p:LockFolder="$here/artifacts/publish/objects/locks-$rid" \
    -p:PublishSingleFile=true -p:IncludeNativeLibrariesForSelfExtract=true -p:EnableCompressionInSingleFile=true -p:DebugType=none \
    -p:PublishDocumentationFiles=false -p:StaticWebAssetsEnabled=false -p:IsTransformWebConfigDisabled=true -p:RunAnalyzers=false -p:NuGetAudit=false
  suffix=$([ "$rid" = win-x64 ] && echo .exe || true)
  mv -f "$here/artifacts/publish/$rid/Tandem.Server$suffix" "$here/artifacts/publish/$rid/tandem$suffix"
  echo "$here/artifacts/publish/$rid/tandem$suffix"
done

@echo off
rem 启动河北区碳达峰年度自评估。这台电脑运行不了时，用中文说明原因和办法。
title 河北区碳达峰年度自评估
set "program=%~dp0hebei-carbon-assessment.exe"
if not exist "%program%" goto unpacked
if /i "%PROCESSOR_ARCHITECTURE%"=="x86" if "%PROCESSOR_ARCHITEW6432%"=="" goto bits
set major=0
set build=0
for /f "tokens=1,3 delims=." %%a in ('ver') do (
  set "major=%%a"
  set "build=%%b"
)
set "major=%major:~-2%"
if not "%major%"=="10" goto old
if %build% LSS 17763 goto old
if defined CHECK_ONLY exit /b 0
start "" "%program%" %*
exit /b 0

:old
echo 河北区碳达峰年度自评估不能启动。
echo.
echo 系统太旧：需要 Windows 10（1809 版）或更新的 64 位系统，Windows 7 和 Windows 8 不行。
goto template

:bits
echo 河北区碳达峰年度自评估不能启动。
echo.
echo 这台电脑装的是 32 位 Windows，程序需要 64 位的。
goto template

:unpacked
echo 河北区碳达峰年度自评估不能启动。
echo.
echo 没有找到程序文件。请先把压缩包整个解压到一个文件夹，再从那里启动；
echo 已经解压的，请看杀毒软件的隔离区，恢复并信任 hebei-carbon-assessment.exe。

:template
echo.
echo 这台电脑也可以参加填报：请向领导小组办公室索取本单位的填报模板（Excel 文件），
echo 用 WPS 表格或 Excel 填写后用邮件发回。
echo.
if not defined CHECK_ONLY pause
exit /b 1

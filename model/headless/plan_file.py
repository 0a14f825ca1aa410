"""`main.py plan-file FOLDER -o FILE`: a plan's folder as one file that is sealed and signed."""

from contextlib import closing

from model.headless.arguments import Arguments
from model.headless.named_data import named_data_file
from model.jobs import JobContext
from model.own_key import own_key_pair
from model.package.plan_folders import plan_paper
from model.store.data_file import open_store
from model.store.lock import take_lock
from model.workbook.plan_file.write import write_plan_file


def plan_file(asked: Arguments) -> None:
    """Writes the file, signed with the key in the data folder where one is named.

    Raises:
        AppError: the folder contradicts itself, or the file can't be written.
    """
    keys = None
    if (path := named_data_file(asked.data)) is not None:
        lock = take_lock(path.parent)  # the first time, the key is made
        try:
            with closing(open_store(path)) as db:
                keys = own_key_pair(db)
        finally:
            lock.release()
    paper = plan_paper(asked.folder, made_by=asked.by, keys=keys)
    write_plan_file(asked.output, paper, JobContext())
    print(f"已写出 {asked.output}，校验码 {paper.record.check_code}。")
    if keys is None:
        print("没有签名：收到的人无法核对是谁编的。请用 --data 指明办公室的数据文件夹，再写一次。")
    else:
        print(f"密钥指纹 {paper.fingerprint}，请随纸质通知告诉收到的人。")

"""What is wrong with a zip of portraits, or with one picture of it, in both languages."""

from kaochang.exports.xlsx import Words

ZIP: dict[str, Words] = {
    "file_empty": Words("文件是空的", "The file is empty"),
    "zip_wanted": Words("不是 zip 压缩包，或已损坏", "This is not a zip file, or it is damaged"),
    "no_pictures": Words("压缩包里没有文件", "There is no file in this zip"),
    "too_many_files": Words("超过 {most} 个文件，请分成几个压缩包", "More than {most} files; split the zip"),
    "file_encrypted": Words(
        "压缩包有密码，请去掉密码后再上传", "The zip has a password; remove it and upload again"
    ),
    "file_unpacks_too_large": Words("展开后过大，未读取", "It unpacks to too much and was not read"),
    "file_broken": Words("文件已损坏，无法读取", "The file is damaged and cannot be read"),
}

PICTURE: dict[str, Words] = {
    "number_unknown": Words(
        "本场考试没有考生编号 {number}", "No candidate of this exam has the number {number}"
    ),
    "number_twice": Words("同一考生还有 {other}", "The same candidate also has {other}"),
    "path_odd": Words("文件路径不正常，未读取", "The path of this file is odd; it was not read"),
    "not_a_picture": Words("不是 JPG 或 PNG 图片", "Not a JPG or PNG picture"),
    "picture_broken": Words("图片已损坏或不完整", "The picture is damaged or incomplete"),
    "picture_animated": Words("是动图，请换成静止的照片", "The picture is animated; take a still one"),
    "picture_too_many_bytes": Words("文件超过 {most_mb} MB", "The file is larger than {most_mb} MB"),
    "picture_too_large": Words(
        "{width}×{height} 像素过大，不超过 4000 万像素",
        "{width}×{height} pixels are too many; at most 40 million",
    ),
    "picture_too_small": Words(
        "{width}×{height} 像素过小，边长至少 {least}",
        "{width}×{height} pixels are too few; at least {least} on each side",
    ),
}
